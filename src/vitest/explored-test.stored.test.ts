import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectOf, vitestRun } from "./fixtures/run.mjs";

let folder: string;
let stored: string;
beforeEach(() => {
  folder = projectOf("race");
  stored = join(folder, "__schedules__/race.spec.mjs.txt");
});
afterEach(() => rmSync(folder, { recursive: true }));

const line = '"an account > keeps every deposit, it\'s hoped" env v1:main.0.t0@1=main.1.t1@1';

function store(...lines: readonly string[]): void {
  mkdirSync(join(folder, "__schedules__"));
  writeFileSync(stored, `${lines.join("\n")}\n`);
}

describe("schedules that have failed", () => {
  it("are stored, and replayed first from then on", async () => {
    await vitestRun(folder);
    expect(readFileSync(stored, "utf8").split("\n").slice(1)).toEqual([line, ""]);

    const { output } = await vitestRun(folder);

    expect(output).toContain("  stored    __schedules__/race.spec.mjs.txt: replayed first\n");
    expect(output).not.toContain("found     in execution");
  });

  it("are told about when they fail no more, and kept", async () => {
    store(line);

    const { code, output } = await vitestRun(folder, { env: { FIXED: "1" } });

    expect(code).toBe(0);
    expect(/timeloom: A stored[^]*?\n {2}hint: .*/.exec(output)?.[0]).toMatchInlineSnapshot(`
      "timeloom: A stored schedule does not fail any more (__schedules__/race.spec.mjs.txt):
        an account > keeps every deposit, it's hoped  env v1:main.0.t0@1=main.1.t1@1
        hint: once the race is fixed, remove them with vitest -u or TIMELOOM_SCHEDULES=all"
    `);
    expect(readFileSync(stored, "utf8")).toContain(line);
  });

  it.each([
    ["-u", { args: ["-u"] }],
    ["TIMELOOM_SCHEDULES=all", { env: { TIMELOOM_SCHEDULES: "all" } }],
  ])(
    "are removed by %s when they fail no more",
    async (_, { args = [], env = {} }: { args?: string[]; env?: object }) => {
      store(line);

      const { output } = await vitestRun(folder, { args, env: { FIXED: "1", ...env } });

      expect(output).toContain("does not fail any more (__schedules__/race.spec.mjs.txt), removed:");
      expect(existsSync(stored)).toBe(false);
    },
  );

  it("are not removed by -u while they fail", async () => {
    store(line);

    await vitestRun(folder, { args: ["-u"] });

    expect(readFileSync(stored, "utf8")).toContain(line);
  });

  it.each([
    ["CI", { CI: "1" }],
    ["TIMELOOM_SCHEDULES=none", { TIMELOOM_SCHEDULES: "none" }],
  ])("are not written with %s, but replayed", async (_, env) => {
    const { output } = await vitestRun(folder, { env });
    expect([existsSync(stored), output.includes("stored")]).toEqual([false, false]);

    store(line);
    expect((await vitestRun(folder, { env })).output).toContain("txt: replayed first\n");
  });

  it("are refused where they are no schedules", async () => {
    store("# a note", line.slice(0, -4));

    const { output } = await vitestRun(folder);

    expect(output).toContain("ValueError: Invalid stored schedule at __schedules__/race.spec.mjs.txt:2");
  });

  it("have a variable that is checked", async () => {
    const { output } = await vitestRun(folder, { env: { TIMELOOM_SCHEDULES: "yes" } });

    expect(output).toContain('Invalid TIMELOOM_SCHEDULES: "yes"\n  hint: use "none", "new" or "all"');
  });
});
