import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { features } from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);

async function outputOf(
  fixture: string,
  env: Readonly<Record<string, string>> = {},
  folder = "src/instrument/fixtures",
): Promise<string> {
  const args = ["--import", "timeloom/instrument/register", `${folder}/${fixture}`];
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...env } });
  return stdout;
}

it("names both accesses of the stale cache of the tutorial by file and line", async () => {
  expect(await outputOf("shop.mjs")).toContain(
    [
      '  conflict on Shop.#cache["tea"]',
      "    Task-2 reads it                                src/instrument/fixtures/shop.mjs:23",
      "    Task-3 writes it: what was read is stale now   src/instrument/fixtures/shop.mjs:31",
      "    Task-2 writes what it made of the stale value  src/instrument/fixtures/shop.mjs:26",
    ].join("\n"),
  );
});

it("leaves modules alone that are not listed", async () => {
  expect(await outputOf("shop.mjs", { TIMELOOM_INSTRUMENT: "!fixtures" })).not.toContain("conflict on");
});

it("makes every await a choice point at any-order, and says that no lower level allows the order", async () => {
  const report = await outputOf("any-order.mjs");

  expect(report).toContain("any-order (over-approximation: no lower level was seen to allow this order)");
  expect(report).toContain("→ await, await");
  expect(await outputOf("any-order.mjs", { TIMELOOM_INSTRUMENT: "!fixtures" })).toContain('"executions":1,');
});

describe("TypeScript", () => {
  const removesTypes = Boolean((features as { readonly typescript?: unknown }).typescript);
  let folder: string;
  beforeAll(() => {
    mkdirSync("build", { recursive: true });
    folder = mkdtempSync("build/typed-"); // outside of timeloom's own sources, whose places are no program's
    cpSync("tests/instrumented", folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.runIf(removesTypes)("is transformed where Node removes the types, and keeps its places", async () => {
    const report = await outputOf("sell.ts", {}, folder);

    expect(report).toContain(`\n    at ${folder}/sell.ts:13\n`);
    expect(report).toContain(`    Task-3 reads it                                ${folder}/stock.ts:22\n`);
  });

  it.skipIf(removesTypes)("is refused where Node does not remove the types, with what to do", async () => {
    await expect(outputOf("sell.ts", {}, folder)).rejects.toThrow(
      /RuntimeError\S* Cannot load \S+sell\.ts: nothing has removed its types\n {2}hint: use Node 22\.18 or later, or a tool/,
    );
  });
});
