import { addTurn, type KnownAccess, type OrderData } from "./known-access.ts";
import type { PairCoverage } from "./pair-coverage.ts";
import { firstOf, witnessOf } from "./witness.ts";

/** What a part of a search has covered, as data that survives JSON. Accesses and executions are called by their numbers in the lists. */
export interface CoveredPart {
  readonly accesses: readonly AccessData[];
  /** What each execution was the first of its part to show, in the order of the executions. */
  readonly shown: readonly (readonly OrderData[])[];
  /** Orders that the part has not seen, how often it has tried, and the execution that comes first of those with the reverse; -1: none. */
  readonly untried: readonly (readonly [first: number, second: number, tries: number, witness: number])[];
  /** What those executions chose. */
  readonly witnesses: readonly (readonly number[])[];
  /** Whether there was more than is kept. */
  readonly isCut: boolean;
}

type AccessData = readonly [name: string, path: string, turns: readonly number[]];

/** What `coverage` has, as data. @param shown - What each execution was the first to show */
export function coveredPart(coverage: PairCoverage, shown: readonly (readonly OrderData[])[]): CoveredPart {
  const witnesses: (readonly number[])[] = [];
  const numbers = new Map<readonly number[], number>();
  const numberOf = (taken: readonly number[] | undefined): number => {
    if (taken === undefined) return -1;
    const known = numbers.get(taken) ?? witnesses.push(taken) - 1;
    numbers.set(taken, known);
    return known;
  };
  const untried = [...coverage.untried.values()].map(
    ({ first, second, tries, witness }) => [first.id, second.id, tries, numberOf(witness?.taken)] as const,
  );
  const accesses = coverage.accesses.map(({ name, path, turns }) => [name, path, [...turns]] as const);
  return { accesses, shown, untried, witnesses, isCut: coverage.isCut };
}

/**
 * Add a part to `coverage`. It makes no difference if a part comes twice.
 *
 * @returns for each execution of `shown`, whether it has shown something new
 */
export function joinPart(coverage: PairCoverage, part: CoveredPart): boolean[] {
  const accesses = part.accesses.map((data) => accessOf(coverage, data));
  const isNew = part.shown.map((orders) => {
    coverage.begin();
    for (const [one, other, races] of orders) {
      const [first, second] = [accesses[one], accesses[other]];
      if (first !== undefined && second !== undefined) coverage.met(first, second, races);
    }
    return coverage.news > 0;
  });
  const witnesses = part.witnesses.map(witnessOf);
  for (const [one, other, tries, number] of part.untried) {
    const [first, second, witness] = [accesses[one], accesses[other], witnesses[number]];
    const order = first && second && coverage.untriedOf(first, second);
    if (order === undefined) continue;
    order.tries = Math.max(order.tries, tries);
    if (witness !== undefined) order.witness = firstOf(order.witness, witness);
  }
  if (part.isCut) coverage.isCut = true;
  return isNew;
}

function accessOf(coverage: PairCoverage, [name, path, turns]: AccessData): KnownAccess | undefined {
  const access = coverage.accessOf(name, path);
  if (access !== undefined) for (const turn of turns) addTurn(access, turn);
  return access;
}
