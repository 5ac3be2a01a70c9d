import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectOf, vitestRun } from "./fixtures/run.mjs";

const folder = projectOf("odd");
afterAll(() => rmSync(folder, { recursive: true }));

describe("what vitest shows of bodies that throw anything", () => {
  let run: Awaited<ReturnType<typeof vitestRun>>;
  beforeAll(async () => {
    run = await vitestRun(folder);
  });

  it("is a failure of each, and of nothing else", () => {
    expect(run.code).toBe(1);
    expect(run.output).toMatch(/Tests {2}20 failed \(20\)/);
    expect(run.output).not.toContain("Unhandled");
  });

  it.each([
    ["throws no prototype", "Error: The test threw <Object>"],
    ["throws a revoked proxy", "Error: The test threw <Object>"],
    ["throws a symbol", "Error: The test threw Symbol(s)"],
    ["throws no text", "Error: The test threw <Object>"],
    ["throws no message", "Error: The test threw <Error>"],
    ["throws a group that holds itself", "AggregateError: round"],
    ["explores no prototype", "RaceError: Error: The body threw <Object>"],
    ["explores a revoked proxy", "RaceError: Error: The body threw <Object>"],
    ["explores a symbol", "RaceError: Error: The body threw Symbol(s)"],
    ["explores no text", "RaceError: Error: The body threw <Object>"],
    ["explores no message", "RaceError: Error: The body threw <Error>"],
    ["explores a group that holds itself", "RaceError: AggregateError: round"],
    ["exits", "RaceError: RuntimeError: The body called process.exit(0)"],
    ["stops", "RaceError: RuntimeError: Event loop stopped before Future completed."],
  ])("has a text: %s", (test, text) => {
    // vitest shows an error once, below the names of all tests that fail with it.
    const [, shown = ""] = run.output.split(`> ${test}\n`);

    expect(/^(?! FAIL ).*/m.exec(shown)?.[0]).toBe(text);
  });
});
