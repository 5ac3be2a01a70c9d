import { describe, expect, it } from "vitest";
import { Footprint } from "#explore/strategies/dpor/footprint";
import { Sequence } from "#explore/strategies/dpor/sequence";
import { insert, type WakeupTree } from "#explore/strategies/dpor/wakeup-tree";

const [one, other] = [new Footprint([2, 0, 1], false), new Footprint([4, 0, 1], false)];
const noOrder = (): boolean => false;
const inOrder = (first: number, second: number): boolean => first < second;

/** Steps of actors in a row, of which the last is the one that may differ. */
function sequenceOf(actors: readonly number[], footprint = one, has: typeof inOrder = noOrder): Sequence {
  const steps = actors.map((actor) => ({ actor, footprint }));
  return new Sequence(steps, [...actors.keys()], { has });
}

/** How many sequences are left to the first step, after all were inserted at a place. */
function left(...sequences: readonly Sequence[]): number {
  const tree: WakeupTree = [];
  insert(tree, sequenceOf([1]), 0, 0);
  for (const sequence of sequences) insert(tree, sequence, 0, 0);
  return tree[0]?.deferred?.length ?? 0;
}

describe("a wakeup tree", () => {
  it("leaves a sequence to a step that it begins with", () => {
    expect(left(sequenceOf([1, 2]))).toBe(1);
  });

  it("leaves nothing where the step is all of the sequence", () => {
    expect(left(sequenceOf([1]))).toBe(0);
  });

  it("leaves a sequence once, however often it comes", () => {
    expect(left(sequenceOf([1, 2]), sequenceOf([1, 2]))).toBe(1);
  });

  it.each([
    ["actors", sequenceOf([1, 3])],
    ["footprints", sequenceOf([1, 2], other)],
    ["an order", sequenceOf([1, 2], one, inOrder)],
    ["a length", sequenceOf([1, 2, 3])],
    ["a last step, which was tried", sequenceOf([1, 2, 3]).without(3)],
  ])("leaves a sequence beside one with another: %s", (_, sequence) => {
    expect(left(sequenceOf([1, 2]), sequence)).toBe(2);
  });

  it("tells sequences apart by two steps far behind in a long one", () => {
    const long = Array.from({ length: 80 }, (_, actor) => actor + 1);
    const far = (first: number, second: number): boolean => first === 70 && second === 75;

    expect(left(sequenceOf(long), sequenceOf(long, one, far), sequenceOf(long, one, far))).toBe(2);
  });

  it("leaves a sequence for each place at which it was to be tried", () => {
    const tree: WakeupTree = [];
    insert(tree, sequenceOf([1]), 0, 0);
    for (const at of [0, 1, 1]) insert(tree, sequenceOf([1, 2]), 0, at);

    expect(tree[0]?.deferred?.map(({ at }) => at)).toEqual([0, 1]);
  });
});
