import { describe, expect, it } from "vitest";
import { createTask, gather, sleep, type Wait } from "#index";
import { coverageGuided, explore, RaceError, random, shared } from "#testing";
import { searched } from "../fixtures/interleaved.mjs";
import { threeWriters } from "../fixtures/three-writers.mjs";

/** Fails if the owner takes all of its steps before the user takes its second, as in figure 5 of the paper on PCT. */
function releasedAfter(steps: number): () => Generator<Wait, void, void> {
  return function* () {
    const resource = shared({ released: false });
    const owner = createTask(function* () {
      for (let step = 0; step < steps; step++) yield* sleep(0);
      resource.released = true;
    });
    const user = createTask(function* () {
      yield* sleep(0);
      if (resource.released) throw new Error("used after its release");
    });
    yield* gather(owner, user);
  };
}

describe("coverageGuided()", () => {
  it("finds in a few executions what random() misses in a thousand: one access that all others have to wait for", async () => {
    const found = async (strategy: typeof random, seed: number): Promise<number> => {
      const settings = { level: "any-order", strategy: strategy(), executions: 1_000, seed } as const;
      const result: unknown = await explore(releasedAfter(20), settings).catch((error: unknown) => error);
      return result instanceof RaceError ? result.finding.execution : Infinity;
    };
    const seeds = [0, 1, 2, 3, 4];

    const guided = await Promise.all(seeds.map((seed) => found(coverageGuided, seed)));
    expect(Math.max(...guided)).toBeLessThanOrEqual(4);
    const drawn = await Promise.all(seeds.map((seed) => found(random, seed)));
    expect(drawn.filter((execution) => execution === Infinity).length).toBeGreaterThan(2);
  });

  it("runs the first n executions of random() with the same seed among its first 2 n", async () => {
    const program = releasedAfter(3);
    for (const seed of [0, 7]) {
      const guided = await searched(coverageGuided(), program, { most: 40, seed });
      const drawn = await searched(random(), program, { most: 20, seed });

      let at = -1;
      for (const [number, taken] of drawn.taken.entries()) {
        at = guided.taken.indexOf(taken, at + 1);
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(2 * number);
      }
    }
  });

  it("claims what random() claims about its own executions, and nothing about the others", async () => {
    const { search } = await searched(coverageGuided(), releasedAfter(2), { most: 40, seed: 1, level: "env" });
    const { search: drawn } = await searched(random(), releasedAfter(2), { most: 20, seed: 1, level: "env" });

    expect(search.strongest).toBe("sample");
    expect(search.claim()).toEqual(drawn.claim());
  });

  it("only draws where nothing is known to conflict", async () => {
    function* apart(): Generator<Wait, void, void> {
      yield* gather(
        () => sleep(0),
        () => sleep(0),
      );
    }
    const guided = await searched(coverageGuided(), apart, { most: 20 });
    const drawn = await searched(random(), apart, { most: 20 });

    expect(guided.taken).toEqual(drawn.taken);
  });

  it("reaches all orders of three writers, each of which has two places", async () => {
    const { pairs } = await explore(threeWriters, {
      level: "any-order",
      strategy: "guided",
      executions: 60,
    });

    expect(pairs?.untried).toBe(0);
    expect(pairs?.seen).toBeGreaterThan(20);
  });
});
