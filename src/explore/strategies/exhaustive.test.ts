import { describe, expect, it } from "vitest";
import { createTask, sleep } from "#index";
import { exhaustive, explore } from "#testing";
import { interleaved, searched } from "./fixtures/interleaved.mjs";

describe("exhaustive()", () => {
  it.each([
    { turns: [1, 1], orders: 2 },
    { turns: [3, 2], orders: 10 },
    { turns: [1, 20], orders: 21 },
    { turns: [2, 2, 2], orders: 90 },
    { turns: [5, 5], orders: 252 },
    { turns: [1, 1, 1, 1, 1], orders: 120 },
  ])("takes each of the $orders orders of tasks with $turns turns once", async ({ turns, orders }) => {
    const seen = new Set<string>();
    let order = "";
    const program = interleaved(turns, (actor) => (order += actor));

    const { taken, search } = await searched(exhaustive(), function* () {
      order = "";
      yield* program();
      seen.add(order);
    });

    expect(taken).toHaveLength(orders);
    expect(seen.size).toBe(orders);
    expect(search.claim()).toEqual({ kind: "proof" });
  });

  it("claims nothing before it has come to an end", async () => {
    await expect(
      explore(interleaved([5, 5]), { level: "any-order", strategy: exhaustive(), executions: 251 }),
    ).resolves.toMatchObject({ claim: { kind: "none" }, ended: "executions" });
  });

  it("proves a program in the certificate", async () => {
    await expect(explore(interleaved([5, 5]), { level: "any-order", strategy: exhaustive() })).resolves.toMatchObject({
      claim: { kind: "proof" },
      executions: 252,
      ended: "exhausted",
      strategy: "exhaustive",
    });
  });

  it("lets a task that polls for another one come to its end", async () => {
    const { kinds } = await searched(exhaustive(), polling, { most: 50 });

    expect(new Set(kinds)).toEqual(new Set(["passed"]));
  });

  it("says up to which choice it went where an execution is much longer than the default order", async () => {
    // 301 choices where the order is b, a: the last of them is not followed.
    const { search, taken } = await searched(exhaustive(), function* () {
      let first = "";
      for (const name of ["a", "b"]) {
        createTask(function* () {
          first ||= name;
        });
      }
      yield* sleep(1);
      if (first === "b") yield* interleaved([1, 300])();
    });

    expect(taken.length).toBeLessThan(301 + 1);
    expect(search.claim()).toEqual({ kind: "bounded-proof", bound: "every order of the first 300 choices" });
  });

  it.each([
    { other: [1, 1, 1], as: "another number of alternatives" },
    { other: [1], as: "an end" },
  ])("claims nothing if the same choices lead to $as", async ({ other }) => {
    let runs = 0;
    const { search } = await searched(exhaustive(), function* () {
      runs += 1;
      yield* interleaved(runs === 2 ? other : [2, 1])();
    });

    expect(search.next()).toBeUndefined();
    expect(search.claim()).toEqual({ kind: "none" });
  });
});

/** Without fairness one of its orders never ends. */
function* polling(): ReturnType<ReturnType<typeof interleaved>> {
  const ready = new Set<string>();
  const poller = createTask(function* () {
    while (ready.size === 0) yield* sleep(0);
  });
  createTask(function* () {
    yield* sleep(0);
    ready.add("ready");
  });
  yield* poller;
}
