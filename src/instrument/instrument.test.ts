import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instrument } from "#instrument/instrument";
import { vitestRun } from "../vitest/fixtures/run.mjs";

describe("the plugin in vitest, on TypeScript", () => {
  let folder: string;
  let output: string;
  beforeAll(async () => {
    mkdirSync("build", { recursive: true });
    folder = mkdtempSync(resolve("build/instrument-"));
    cpSync("tests/instrumented", folder, { recursive: true });
    ({ output } = await vitestRun(folder));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("names both accesses of a race on a plain field by the lines of the source", () => {
    expect(output).toContain(
      [
        "  conflict on Stock.left",
        "    Task-3 reads it                                stock.ts:22",
        "    Task-2 writes it: what was read is stale now   stock.ts:24",
        "    Task-3 writes what it made of the stale value  stock.ts:24",
      ].join("\n"),
    );
    expect(output).toContain("AssertionError: a sale is lost\n3 !== 2\n    at stock.spec.ts:15\n");
    expect(output).toContain(
      "✗ AssertionError                                                                stock.spec.ts:15\n",
    );
  });

  it("lets a test be proved that asks for a fixture and awaits what settles by itself", () => {
    expect(output).toContain(
      'certificate of "two shops are proved": {"claim":{"kind":"proof","classes":2},"executions":2}',
    );
  });
});

describe("instrument()", () => {
  it.each([
    [null, "TypeError: settings must be an object, got null"],
    [{ includes: [] }, "ValueError: Unknown option of instrument(): includes"],
    [{ include: "/src/" }, "TypeError: include must be a list"],
    [{ exclude: [1] }, "TypeError: exclude"],
  ])("(%o) is refused: %s", (settings: unknown, text) => {
    const make = (): unknown => instrument(settings as Parameters<typeof instrument>[0]);

    expect(make).toThrow(expect.objectContaining({ message: expect.stringContaining(text.replace(/^\w+: /, "")) }));
    expect(make).toThrow(expect.objectContaining({ name: /^\w+/.exec(text)?.[0] }));
  });
});
