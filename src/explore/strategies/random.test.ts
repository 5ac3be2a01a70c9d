import { describe, expect, it } from "vitest";
import { random } from "#testing";
import { interleaved, searched } from "./fixtures/interleaved.mjs";

describe("random()", () => {
  it("takes each alternative equally often", async () => {
    const { taken } = await searched(random(), interleaved([1, 1, 1, 1]), { most: 2_000 });

    for (const index of ["0", "1", "2", "3"]) {
      const share = taken.filter((each) => each.startsWith(index)).length / 2_000;
      expect(share).toBeCloseTo(1 / 4, 1);
    }
  });

  it.each([
    { most: 2, failureProbability: 1 },
    { most: 300, failureProbability: 0.01 },
  ])("claims that at most $failureProbability of the orders fail after $most executions", async (row) => {
    const { search } = await searched(random(), interleaved([2, 2]), row);

    expect(search.claim()).toEqual({ kind: "sample", failureProbability: row.failureProbability });
  });

  it("claims nothing before the first execution", async () => {
    const { search } = await searched(random(), interleaved([2, 2]), { most: 0 });

    expect(search.claim()).toEqual({ kind: "none" });
  });
});
