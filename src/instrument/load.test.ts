import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);

async function outputOf(fixture: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const args = ["--import", "timeloom/instrument/register", `src/instrument/fixtures/${fixture}`];
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
