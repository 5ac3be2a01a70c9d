import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exploration } from "./bad-input/exploration.mjs";
import { loops } from "./bad-input/loops.mjs";
import { network } from "./bad-input/network.mjs";
import { outcomeOf } from "./bad-input/program.mjs";
import { streams } from "./bad-input/streams.mjs";
import { sync } from "./bad-input/sync.mjs";
import { tasks } from "./bad-input/tasks.mjs";
import { workers } from "./bad-input/workers.mjs";

// Each error and report has asyncio's text, then a hint; no program crashes, hangs, or leaves a rejection unhandled or a handle open.
describe.concurrent.each([
  { topic: "tasks", rows: tasks },
  { topic: "loops", rows: loops },
  { topic: "sync", rows: sync },
  { topic: "streams", rows: streams },
  { topic: "exploration", rows: exploration },
  { topic: "network", rows: network },
  { topic: "workers", rows: workers },
])("$topic", ({ rows }) => {
  it.each(rows)("$mistake", async ({ program, prints, reports = [] }) => {
    await expect(outcomeOf(program)).resolves.toEqual({ prints, reports, code: 0 });
  });
});

describe("two copies of timeloom", () => {
  let folder: string;

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "timeloom-copy-")));
    cpSync("dist", join(folder, "dist"), { recursive: true });
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(["index", "testing"])("are named when the second one is loaded, by its entry point %s", async (entry) => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    const copy = pathToFileURL(folder).href;
    const { prints, ...ending } = await outcomeOf(`await import("${copy}/dist/${entry}.js");`);
    expect(prints).toEqual([
      `RuntimeError: Cannot load timeloom twice: version ${version} from ${pathToFileURL(".").href} is loaded, ` +
        `and now version ${version} from ${copy}`,
      "  hint: two copies know nothing of each other's tasks and errors: `npm ls timeloom` shows who brings which, " +
        "`npm dedupe` may leave one; a bundle should keep timeloom external",
    ]);
    expect(ending).toEqual({ reports: [], code: 0 });
  });

  it("are not seen in one that is loaded by several entry points, or again", async () => {
    const current = new URL("../dist/core/one-copy.js?again", import.meta.url).href;
    await expect(outcomeOf(`await import("${current}"); console.log("fine");`)).resolves.toMatchObject({
      prints: ["fine"],
    });
  });
});
