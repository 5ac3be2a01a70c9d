import { type ConflictPairs, inOrder, mostNamed, type NeverBefore, type ShardPairs } from "./conflict-pairs.ts";
import { PairCoverage } from "./pair-coverage.ts";
import { firstOf } from "./witness.ts";

/**
 * What the shards of a search have seen together, in the words of one process.
 *
 * @param shards - The numbers of the shards, if others are missing.
 */
export function mergePairs(parts: readonly ShardPairs[], isCut: boolean, shards?: readonly number[]): ConflictPairs {
  const coverage = new PairCoverage();
  const texts = new Map<string, RankedText>();
  for (const { steps, orders, untried } of parts) {
    const accesses = steps.map((name) => coverage.accessOf(name, ""));
    for (const [one, other, races] of orders) {
      const [first, second] = [accesses[one], accesses[other]];
      if (first !== undefined && second !== undefined) coverage.met(first, second, races);
    }
    for (const { order, rank, text } of untried) {
      const key = keyOf(steps[order[0]], steps[order[1]]);
      texts.set(key, firstOf(texts.get(key), { rank, text }));
    }
  }
  const never = inOrder(coverage.untried.values())
    .slice(0, mostNamed)
    .flatMap(({ first, second }) => texts.get(keyOf(first.name, second.name))?.text ?? []);
  const { seen, untried } = coverage;
  const cut = isCut || coverage.isCut;
  return { seen, untried: untried.size, never, ...(cut && { isCut: true }), ...(shards && { shards }) };
}

interface RankedText {
  readonly rank: string;
  readonly text: NeverBefore;
}

function keyOf(first: string | undefined, second: string | undefined): string {
  return `${first}\n${second}`;
}
