import type { Level } from "../../core/contracts/level.ts";
import { follow } from "../../core/contracts/strategy.ts";
import { userPlace } from "../../core/places.ts";
import type { Executions } from "../execution/executions.ts";
import { AccessRecorder, mostTimes } from "./access-recorder.ts";
import type { KnownAccess } from "./known-access.ts";
import type { PairCoverage, UntriedOrder } from "./pair-coverage.ts";

/**
 * What a search has covered, and what it never tried, in words. Executions that showed the reverse of an order run once more, for the
 * places of what is named.
 */
export async function conflictPairs(
  coverage: PairCoverage,
  executions: Executions,
  level: Level,
): Promise<ConflictPairs> {
  const { seen, untried, isCut } = coverage;
  const named = [...untried.values()].slice(0, mostNamed);
  const places = await placesOf(coverage, named, executions, level);
  const never = named.map(({ first, second }) => ({ first: textOf(first, places), before: textOf(second, places) }));
  return { seen, untried: untried.size, never, ...(isCut && { isCut }) };
}

/** Which orders of conflicting steps a search has seen. */
export interface ConflictPairs {
  /** How many orders were seen of steps that conflict, where nothing else keeps the two apart. */
  readonly seen: number;
  /** How many orders were never seen, although the reverse was. Some may be impossible. */
  readonly untried: number;
  /** The first of those: what never came before what. */
  readonly never: readonly { readonly first: string; readonly before: string }[];
  /** Whether the program has more steps than are told apart, so that the figures are too low. */
  readonly isCut?: boolean;
}

const mostNamed = 20;

async function placesOf(
  coverage: PairCoverage,
  orders: readonly UntriedOrder[],
  executions: Executions,
  level: Level,
): Promise<ReadonlyMap<KnownAccess, string>> {
  const places = new Map<KnownAccess, string>();
  for (const { first, second, taken } of orders) {
    const wanted = [first, second].filter((access) => access.place === undefined && !places.has(access));
    if (wanted.length === 0 || taken === undefined) continue;
    const recorder = new AccessRecorder(coverage, (access) => {
      if (!wanted.includes(access) || places.has(access)) return;
      const place = userPlace();
      if (place !== undefined) places.set(access, place);
    });
    await executions.run(level, follow(taken), { probe: recorder });
  }
  return places;
}

/** `deposit writes account.balance for the 2nd time (account.ts:12)`. */
function textOf(access: KnownAccess, places: ReadonlyMap<KnownAccess, string>): string {
  const { who, what, nth } = access;
  const place = access.place ?? places.get(access);
  const times = nth === 1 ? "" : nth < mostTimes ? ` for the ${nth === 2 ? "2nd" : "3rd"} time` : " once more";
  return `${who} ${what}${times}${place === undefined ? "" : ` (${place})`}`;
}
