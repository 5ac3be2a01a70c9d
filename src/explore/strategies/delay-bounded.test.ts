import { describe, expect, it } from "vitest";
import { createTask, sleep } from "#index";
import { delayBounded, exhaustive, explore } from "#testing";
import { interleaved, searched } from "./fixtures/interleaved.mjs";

const delaysOf = (taken: string): number => taken.split("").reduce((sum, index) => sum + Number(index), 0);

describe("delayBounded()", () => {
  it.each([
    { delays: 0, turns: [3, 2] },
    { delays: 1, turns: [3, 2] },
    { delays: 2, turns: [3, 2] },
    { delays: 2, turns: [2, 2, 2] },
    { delays: 3, turns: [2, 2, 2] },
    { delays: 3, turns: [1, 1, 1, 1, 1] },
    { delays: 9, turns: [1, 1, 1, 1] },
  ])("takes each order with at most $delays delays once, for tasks with $turns turns", async ({ delays, turns }) => {
    const all = (await searched(exhaustive(), interleaved(turns))).taken;

    const { taken } = await searched(delayBounded({ delays }), interleaved(turns));

    expect(taken.toSorted()).toEqual(all.filter((each) => delaysOf(each) <= delays).toSorted());
  });

  it("begins with the default order, and goes on to more and more delays", async () => {
    const { taken } = await searched(delayBounded({ delays: 3 }), interleaved([3, 2, 2]));
    const delays = taken.map(delaysOf);

    expect(delays).toEqual(delays.toSorted((one, other) => one - other));
    expect(delays.filter((each) => each === 0)).toHaveLength(1);
  });

  it("claims its bound in the certificate when it has come to an end", async () => {
    const strategy = delayBounded({ delays: 2 });

    await expect(explore(interleaved([6, 6]), { level: "any-order", strategy })).resolves.toMatchObject({
      claim: { kind: "bounded-proof", bound: "at most 2 delays" },
      ended: "exhausted",
      strategy: "delayBounded(2)",
    });
  });

  it("claims the number of delays that it has completed when it is stopped early", async () => {
    const { search } = await searched(delayBounded({ delays: 5 }), interleaved([6, 6]), { most: 40 });

    expect(search.claim()).toEqual({ kind: "bounded-proof", bound: "at most 1 delay" });
  });

  it("says up to which choice it went where an execution is much longer than the default order", async () => {
    const { search } = await searched(delayBounded({ delays: 1 }), longIfLate);

    expect(search.claim()).toEqual({
      kind: "bounded-proof",
      bound: "at most 1 delay, within the first 300 choices",
    });
  });

  it("claims nothing if the same choices lead to something else", async () => {
    let runs = 0;
    const { search } = await searched(delayBounded({ delays: 2 }), function* () {
      runs += 1;
      yield* interleaved(runs === 1 ? [1, 1, 1] : [2])();
    });

    expect(search.claim()).toEqual({ kind: "none" });
  });

  it.each([-1, 1.5, Number.NaN, Infinity])("refuses %s delays", (delays) => {
    expect(() => delayBounded({ delays })).toThrow(
      `Invalid delays: ${delays}\n  hint: pass a whole number from 0 on, such as 2`,
    );
  });
});

/** Short, unless its second task runs first. */
function* longIfLate(): ReturnType<ReturnType<typeof interleaved>> {
  let first = "";
  for (const name of ["a", "b"]) {
    createTask(function* () {
      first ||= name;
    });
  }
  yield* sleep(1);
  if (first === "b") yield* interleaved([200, 200])();
}
