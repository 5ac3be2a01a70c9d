import { describe, expect, it } from "vitest";
import { dpor, exhaustive } from "#testing";
import { collision } from "./fixtures/collisions.mjs";
import { randomNetwork } from "./fixtures/random-networks.mjs";
import { bothOf, outcomesOf, seedsByLevel } from "./fixtures/random-programs.mjs";

// A share of the programs; all of them take minutes: PROGRAMS=400 ORDERS=4000 npx vitest run src/explore/strategies/dpor/distinct-places.networks.test.ts
const { PROGRAMS: programs = "30", ORDERS: orders = "300" } = process.env;

describe("dpor() on a simulated network", () => {
  it.each(seedsByLevel(Number(programs)))(
    "comes to the outcomes of all orders of program $seed at $level",
    { timeout: 600_000 },
    async (which) => {
      const both = await bothOf(randomNetwork, which, Number(orders));
      if (both === undefined) return;
      const { all, few } = both;

      expect(few.outcomes).toEqual(all.outcomes);
      expect(few.search.claim()).toMatchObject({ kind: "proof" });
      expect(few.executions).toBeLessThanOrEqual(all.executions + 1); // at any-order one to learn that something arrives
    },
  );

  // What two tasks do to one connection, or one host, of which only what comes later tells who was first.
  it.each([
    ["write 1", "write 1"],
    ["write 0", "eof 0"],
    ["close 0", "at 0"],
    ["abort 0", "at 0"],
    ["closeClients 0", "at 0"],
    ["closeServer 0", "isServing 0"],
    ["listen 1", "listen 1"],
    ["refused 0", "listen 1"],
    ["cut 0", "heal 0"],
  ] as const)("comes to all outcomes where one task does %s and another %s", { timeout: 60_000 }, async (...tasks) => {
    const program = collision(tasks.map((task) => ({ op: task.slice(0, -2), of: Number(task.slice(-1)) })));
    const all = await outcomesOf(exhaustive(), program, Infinity, undefined, undefined, "any-order");
    const few = await outcomesOf(dpor({ allDeclared: true }), program, Infinity, undefined, undefined, "any-order");

    expect(all.outcomes.size).toBeGreaterThan(1);
    expect(few.outcomes).toEqual(all.outcomes);
    expect(few.search.claim()).toEqual({ kind: "proof" });
    expect(few.executions).toBeLessThan(all.executions);
  });
});
