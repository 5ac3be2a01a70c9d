import { describe, expect, it } from "vitest";
import { createTask, sleep } from "#index";
import { auto, explore, pct, pos, random, urw } from "#testing";
import { interleaved, searched } from "./fixtures/interleaved.mjs";

describe("strategies that draw", () => {
  it.each([random, pct, urw, pos, auto])("take other orders for another seed", async (make) => {
    const run = async (seed: number): Promise<readonly string[]> =>
      (await searched(make(), interleaved([4, 4, 4]), { most: 30, seed })).taken;

    expect(await run(1)).not.toEqual(await run(2));
  });
});

describe("auto()", () => {
  it("begins with the default order", async () => {
    expect((await searched(auto(), interleaved([3, 3]), { most: 1 })).taken).toEqual(["00000"]);
  });

  it.each([
    { turns: [5, 5], orders: 252 },
    { turns: [2, 2, 2], orders: 90 },
    { turns: [1, 1, 1, 1, 1, 1], orders: 720 },
  ])("proves a program with $orders orders, within twice as many executions", async ({ turns, orders }) => {
    const certificate = await explore(interleaved(turns), { level: "any-order", executions: 2 * orders });

    expect(certificate).toMatchObject({ claim: { kind: "proof" }, ended: "exhausted" });
    expect(certificate.strategy).toMatch(/^auto\(delays\(\d+\), random, urw, pos, pct\(3\)\)$/);
  });

  it("proves a program with 1,716 orders in the end", async () => {
    await expect(explore(interleaved([6, 7]), { level: "any-order", executions: 3_200 })).resolves.toMatchObject({
      claim: { kind: "proof" },
    });
  });

  it("claims no proof of a program that does not always end", async () => {
    const { search } = await searched(
      auto(),
      function* () {
        const first: string[] = [];
        for (const name of ["a", "b"]) {
          createTask(function* () {
            first.push(name);
          });
        }
        yield* sleep(1);
        while (first[0] === "b") yield* sleep(1);
      },
      { most: 100 },
    );

    expect(search.claim()).toMatchObject({ kind: "sample" });
  });

  it("claims the number of delays that it has completed, if there are too many orders", async () => {
    await expect(explore(interleaved([6, 6, 6]), { level: "any-order", executions: 1_000 })).resolves.toMatchObject({
      claim: { kind: "bounded-proof", bound: "at most 2 delays" },
    });
  });

  it("claims what its random walks show before it has completed one delay", async () => {
    await expect(explore(interleaved([60, 60]), { level: "any-order", executions: 40 })).resolves.toMatchObject({
      claim: { kind: "sample", failureProbability: 0.6 },
    });
  });
});
