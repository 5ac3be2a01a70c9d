import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { SumTree } from "#explore/strategies/pools/sum-tree";

describe("SumTree", () => {
  it("never finds an empty slot, however the weights round", () => {
    const anyWeight = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true }));
    const anyWeights = fc.array(anyWeight, { minLength: 1, maxLength: 40 });
    const anyShare = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(anyWeights, anyShare, (weights, share) => {
        fc.pre(weights.some((weight) => weight > 0));
        const tree = new SumTree();
        for (const [slot, weight] of weights.entries()) tree.set(slot, weight);

        for (const part of [share * tree.total, tree.total]) expect(weights[tree.find(part).slot]).toBeGreaterThan(0);
      }),
    );
  });

  it("gives a slot the share that its weight has", () => {
    const tree = new SumTree();
    for (const [slot, weight] of [1, 0, 3, 2].entries()) tree.set(slot, weight);
    tree.set(12, 4);

    expect(tree.total).toBe(10);
    expect([0, 0.5, 1, 3.5, 4, 6, 9.5].map((share) => tree.find(share))).toEqual([
      { slot: 0, rest: 0 },
      { slot: 0, rest: 0.5 },
      { slot: 2, rest: 0 },
      { slot: 2, rest: 2.5 },
      { slot: 3, rest: 0 },
      { slot: 12, rest: 0 },
      { slot: 12, rest: 3.5 },
    ]);
  });
});
