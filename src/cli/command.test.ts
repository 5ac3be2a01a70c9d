import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "timeloom-"));
  writeFileSync(join(folder, "broken.mjs"), "nothing;");
  writeFileSync(join(folder, "untyped.mts"), "export enum Kind { A }\nexport default async function main() {}");
  writeFileSync(join(folder, "data.mjs"), "export default 1;");
  writeFileSync(join(folder, "trace.json"), "{}");
});
afterAll(() => rmSync(folder, { recursive: true }));

function problemOf(args: readonly string[]): Promise<{ readonly code: unknown; readonly problem: string }> {
  const inFolder = args.map((arg) => arg.replace("<folder>", folder));
  return new Promise((resolve) => {
    execFile(process.execPath, ["dist/cli/main.js", ...inFolder], (error, _, stderr) => {
      resolve({ code: error?.code, problem: stderr.replaceAll(folder, "<folder>") });
    });
  });
}

/** Every way in which a command can be wrong, for each command that can be wrong in it. */
const wrongCalls: readonly (readonly [command: string, ...args: string[]])[] = [
  ["explore"],
  ["replay"],
  ["show"],
  ...["explore", "replay", "show"].map((command) => [command, "a.mjs", "b.mjs"] as const),
  ...["explore", "replay", "show"].map((command) => [command, "<folder>/nowhere.mjs"] as const),
  ...["explore", "replay", "show", "repl"].map((command) => [command, "--fast"] as const),
  ...["explore", "replay"].flatMap((command) => [
    [command, "<folder>/broken.mjs"] as const,
    [command, "<folder>/data.mjs"] as const,
    [command, "<folder>/data.mjs", "--export", "other"] as const,
    [command, "src/cli/fixtures/lost-update.mjs", "--seed", "five"] as const,
    [command, "src/cli/fixtures/lost-update.mjs", "--seed", "0.5"] as const,
    [command, "src/cli/fixtures/lost-update.mjs", "--level", "all"] as const,
    [command, "src/cli/fixtures/lost-update.mjs", "--check", "leaks"] as const,
    [command, "src/cli/fixtures/lost-update.mjs", "--level"] as const,
  ]),
  ["explore", "src/cli/fixtures/lost-update.mjs", "--strategy", "luck"],
  ["explore", "src/cli/fixtures/lost-update.mjs", "--strategy", "pct:1e9"],
  ["explore", "src/cli/fixtures/lost-update.mjs", "--strategy", "urw:5"],
  ["explore", "src/cli/fixtures/lost-update.mjs", "--executions", ""],
  ["explore", "src/cli/fixtures/lost-update.mjs", "--sweep", "sleep"],
  ["explore", "src/cli/fixtures/lost-update.mjs", "--require", "luck"],
  ["replay", "src/cli/fixtures/lost-update.mjs", "--schedule", "main.0@1"],
  ["show", "<folder>/trace.json"],
  ["show", "<folder>/broken.mjs"],
];

describe.concurrent("a message of the command line", () => {
  it.each([
    ["explore", "--workers", "two", "--workers 2, or auto"],
    ["replay", "--port", "any", "--port 9229"],
    ["explore", "--seed", "five", "--seed 100"],
  ])("says what to pass instead: %s %s %s", async (command, option, value, hint) => {
    expect(await problemOf([command, "src/cli/fixtures/lost-update.mjs", option, value])).toEqual({
      code: 2,
      problem: expect.stringContaining(`\n  hint: ${hint}\n`),
    });
  });

  it.each(wrongCalls)("names the command that was typed: %s %s %s %s", async (command, ...args) => {
    const { code, problem } = await problemOf([command, ...args]);

    expect(code).toBe(2);
    expect(problem).toMatch(new RegExp(`^Cannot ${command}(:| \\S+:) `));
    const others = ["explore", "replay", "show", "repl"].filter((other) => other !== command);
    expect(others.filter((other) => new RegExp(`Cannot ${other}\\b`).test(problem))).toEqual([]);
  });

  it("says so where there is no command", async () => {
    const { code, problem } = await problemOf(["play"]);

    expect([code, problem.split("\n")[0]]).toEqual([2, 'Cannot run timeloom: there is no command "play"']);
  });
});
