import type { Level } from "../../core/contracts/level.ts";
import { follow } from "../../core/contracts/strategy.ts";
import { userPlace } from "../../core/places.ts";
import type { Executions } from "../execution/executions.ts";
import { AccessRecorder, mostTimes } from "./access-recorder.ts";
import type { AccessText, KnownAccess } from "./known-access.ts";
import { PairCoverage, type UntriedOrder } from "./pair-coverage.ts";
import type { Witness } from "./witness.ts";

/**
 * What a search has covered, and what it never tried, in words. Executions that showed the reverse of an order run once more, for the
 * names and places of what they did.
 */
export async function conflictPairs(
  coverage: PairCoverage,
  executions: Executions,
  level: Level,
): Promise<ConflictPairs> {
  const { seen, untried, isCut } = coverage;
  const named = inOrder(untried.values()).slice(0, mostNamed);
  const never = await textsOf(named, executions, level);
  return { seen, untried: untried.size, never, ...(isCut && { isCut }) };
}

/** Which orders of conflicting steps a search has seen. */
export interface ConflictPairs {
  /** How many orders were seen of steps that conflict, where nothing else keeps the two apart. */
  readonly seen: number;
  /** How many orders were never seen, although the reverse was. Some may be impossible. */
  readonly untried: number;
  /** The first of those, in the order of the steps' stable names: what never came before what. */
  readonly never: readonly NeverBefore[];
  /** Whether the program has more steps than are told apart, so that the figures are too low. */
  readonly isCut?: boolean;
}

/** What never came before what. */
interface NeverBefore {
  readonly first: string;
  readonly before: string;
}

const mostNamed = 20;

/** By stable names, so that the order does not depend on what was seen first. */
function inOrder<T extends Pick<UntriedOrder, "first" | "second">>(orders: Iterable<T>): T[] {
  const keyOf = ({ first, second }: T): string => `${first.name}\n${second.name}`;
  const keyed = [...orders].map((order) => ({ key: keyOf(order), order }));
  return keyed.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map(({ order }) => order);
}

async function textsOf(
  orders: readonly UntriedOrder[],
  executions: Executions,
  level: Level,
): Promise<readonly NeverBefore[]> {
  const known = new Map<string, ReadonlyMap<string, string>>();
  const never: NeverBefore[] = [];
  for (const { first, second, witness } of orders) {
    const { rank } = witness as Witness;
    let texts = known.get(rank);
    if (texts === undefined) {
      const wanted = orders
        .filter((order) => order.witness?.rank === rank)
        .flatMap((order) => [order.first, order.second]);
      known.set(rank, (texts = await textsIn(witness as Witness, wanted, executions, level)));
    }
    const [one, other] = [first, second].map(({ name }) => texts.get(name) ?? name) as [string, string];
    never.push({ first: one, before: other });
  }
  return never;
}

/** What the accesses are called in one execution, by their stable names. */
async function textsIn(
  { taken }: Witness,
  accesses: readonly KnownAccess[],
  executions: Executions,
  level: Level,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(accesses.map(({ name }) => name));
  const texts = new Map<string, string>();
  const recorder = new AccessRecorder(new PairCoverage(), (name, text) => {
    if (wanted.has(name) && !texts.has(name)) texts.set(name, textOf(text()));
  });
  await executions.run(level, follow(taken), { probe: recorder });
  return texts;
}

/** `deposit writes account.balance for the 2nd time (account.ts:12)`. */
function textOf({ who, what, nth, place = userPlace() }: AccessText): string {
  const times = nth === 1 ? "" : nth < mostTimes ? ` for the ${nth === 2 ? "2nd" : "3rd"} time` : " once more";
  return `${who} ${what}${times}${place === undefined ? "" : ` (${place})`}`;
}
