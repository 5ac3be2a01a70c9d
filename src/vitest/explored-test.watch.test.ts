import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, expect, it } from "vitest";
import { projectOf } from "./fixtures/run.mjs";

const folder = projectOf("race");
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

it("replays stored schedules first at each change in vitest's watch mode", { timeout: 60_000 }, async () => {
  child = spawn(process.execPath, [resolve("node_modules/vitest/vitest.mjs"), "watch"], {
    cwd: folder,
    env: { ...process.env, CI: "", GITHUB_ACTIONS: "", NO_COLOR: "1", VITEST: "" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  const { stdout, stderr } = child;
  for (const stream of [stdout, stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  /** What was written up to the line that says that vitest waits. */
  const round = async (): Promise<string> => {
    while (!/Waiting for file changes|Tests failed\. Watching for file changes/.test(output)) {
      await once(stdout ?? process.stdout, "data");
    }
    const written = output;
    output = "";
    return written;
  };
  const spec = join(folder, "race.spec.mjs");
  const racy = readFileSync(spec, "utf8");

  expect(await round()).toContain("replayed first from now on");
  writeFileSync(spec, `${racy}\n`);
  expect(await round()).toMatch(/stored {4}__schedules__\/race\.spec\.mjs\.txt: replayed first\n/);
  writeFileSync(spec, racy.replace('process.env.FIXED === "1"', "true"));
  expect(await round()).toContain("A stored schedule does not fail any more");
});
