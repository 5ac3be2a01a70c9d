import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { projectOf, vitestRun } from "./fixtures/run.mjs";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** What vitest says of `specs`, with a configuration. */
async function outcome(specs: readonly string[], config: string, ...args: readonly string[]): Promise<string> {
  const folder = projectOf(...specs);
  folders.push(folder);
  const files = ["early.mjs", "lazy.mjs", "lazier.mjs", "own-setup.mjs", `${config}.config.mjs`];
  for (const name of files) copyFileSync(join("src/vitest/fixtures", name), join(folder, name));
  const { output } = await vitestRun(folder, { args: ["--config", `${config}.config.mjs`, ...args] });
  return /^ +Tests +(.*)$/m.exec(output)?.[1] === undefined ? output : output.slice(output.search(/ FAIL| +Tests /));
}

describe.each(["forks", "threads", "vmThreads"])("in %s", (pool) => {
  it("vitest's own helpers are on loop time, and so is what modules took from the global object", async () => {
    expect(await outcome(["helpers"], "with-plugin", "--pool", pool)).toMatch(/^ +Tests {2}13 passed/);
  });
});

describe("the globals are faked before the code under test is loaded", () => {
  it("by the import of timeloom/vitest, for what is imported behind it", async () => {
    expect(await outcome(["ordered"], "vitest")).toMatch(/^ +Tests {2}2 passed/);
  });

  it("by the setup file, whatever the order of imports", async () => {
    expect(await outcome(["helpers"], "with-setup")).toMatch(/^ +Tests {2}13 passed/);
  });

  it("not otherwise", async () => {
    expect(await outcome(["helpers"], "vitest")).toContain(" FAIL  helpers.spec.mjs > what a module has taken");
  });

  it("by the plugin in every file of a worker", async () => {
    const args = ["--no-isolate", "--no-file-parallelism"];
    expect(await outcome(["ordered", "helpers"], "with-plugin", ...args)).toMatch(/^ +Tests {2}15 passed/);
  });
});
