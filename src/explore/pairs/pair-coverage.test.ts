import { describe, expect, it } from "vitest";
import { PairCoverage } from "#explore/pairs/pair-coverage";

type Met = readonly [first: string, second: string, races: boolean];

/** What is covered by executions that show one order each. */
function covered(all: readonly Met[]): object {
  const coverage = new PairCoverage();
  for (const [number, [one, other, races]] of all.entries()) {
    coverage.begin();
    const [first, second] = [one, other].map((name) => coverage.accessOf(name, "main"));
    if (first !== undefined && second !== undefined) coverage.met(first, second, races);
    coverage.ended([number]);
  }
  const untried = [...coverage.untried.values()].map(({ first, second }) => `${first.name} ${second.name}`);
  return { seen: coverage.seen, untried: untried.toSorted() };
}

function orders<T>(all: readonly T[]): (readonly T[])[] {
  if (all.length < 2) return [all];
  return all.flatMap((first, at) => orders(all.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

describe("PairCoverage", () => {
  it.each<{ all: readonly Met[]; seen: number; untried: readonly string[] }>([
    {
      all: [
        ["a", "b", false],
        ["b", "a", false],
        ["a", "b", true],
      ],
      seen: 2,
      untried: [],
    },
    {
      all: [
        ["a", "b", true],
        ["a", "b", false],
        ["a", "c", false],
        ["b", "c", true],
      ],
      seen: 2,
      untried: ["b a", "c b"],
    },
  ])("comes to the same whatever was met first: $all", ({ all, seen, untried }) => {
    for (const order of orders(all)) expect(covered(order)).toEqual({ seen, untried });
  });
});
