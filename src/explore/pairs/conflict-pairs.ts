import type { Level } from "../../core/contracts/level.ts";
import { follow } from "../../core/contracts/strategy.ts";
import { userPlace } from "../../core/places.ts";
import type { Executions } from "../execution/executions.ts";
import { AccessRecorder, mostTimes } from "./access-recorder.ts";
import type { AccessText } from "./known-access.ts";
import { PairCoverage, type UntriedOrder } from "./pair-coverage.ts";
import type { Witness } from "./witness.ts";

/**
 * What a search has covered, and what it never tried, in words. Executions that showed the reverse of an order run once more, for the
 * names and places of what they did.
 *
 * @param isPart - Whether `timeloom merge` will want to know all.
 */
export async function conflictPairs(
  coverage: PairCoverage,
  executions: Executions,
  level: Level,
  isPart: boolean,
): Promise<ConflictPairs> {
  const { seen, untried, isCut } = coverage;
  const all = inOrder(untried.values());
  const named = isPart ? all : all.slice(0, mostNamed);
  const texts = await textsOf(named, executions, level);
  const part = isPart ? { part: partOf(coverage, named, texts) } : {};
  return { seen, untried: untried.size, never: texts.slice(0, mostNamed), ...(isCut && { isCut }), ...part };
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
  /** The shards that this is about, if others are missing. */
  readonly shards?: readonly number[];
  /** What `timeloom merge` joins, in the certificate of a shard. */
  readonly part?: ShardPairs;
}

/** What never came before what. */
export interface NeverBefore {
  readonly first: string;
  readonly before: string;
}

/** All that a shard has seen, as data: of steps by their stable names. */
export interface ShardPairs {
  readonly steps: readonly string[];
  /** Orders of two steps, by their numbers in the list, and whether nothing else kept the two apart. */
  readonly orders: readonly (readonly [first: number, second: number, races: boolean])[];
  /** What the shard has not seen, and the place of the execution that names it among those of other shards. */
  readonly untried: readonly {
    readonly order: readonly [first: number, second: number];
    readonly rank: string;
    readonly text: NeverBefore;
  }[];
}

export const mostNamed = 20;

/** By stable names, so that the order does not depend on what was seen first. */
export function inOrder(orders: Iterable<UntriedOrder>): UntriedOrder[] {
  const keyed = [...orders].map((order) => ({ key: `${order.first.name}\n${order.second.name}`, order }));
  return keyed.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map(({ order }) => order);
}

function partOf(coverage: PairCoverage, orders: readonly UntriedOrder[], texts: readonly NeverBefore[]): ShardPairs {
  const untried = orders.map(({ first, second, witness }, number) => ({
    order: [first.id, second.id] as const,
    rank: (witness as Witness).rank,
    text: texts[number] as NeverBefore,
  }));
  return { steps: coverage.accesses.map(({ name }) => name), orders: coverage.orders, untried };
}

async function textsOf(
  orders: readonly UntriedOrder[],
  executions: Executions,
  level: Level,
): Promise<readonly NeverBefore[]> {
  const wanted = new Map<string, Set<string>>();
  for (const { first, second, witness } of orders) {
    const { rank } = witness as Witness;
    const names = wanted.get(rank) ?? new Set();
    wanted.set(rank, names.add(first.name).add(second.name));
  }
  const known = new Map<string, ReadonlyMap<string, string>>();
  const never: NeverBefore[] = [];
  for (const { first, second, witness } of orders) {
    const { rank, taken } = witness as Witness;
    const texts = known.get(rank) ?? (await textsIn(taken, wanted.get(rank) as ReadonlySet<string>, executions, level));
    known.set(rank, texts);
    const [one, other] = [first, second].map(({ name }) => texts.get(name) ?? name) as [string, string];
    never.push({ first: one, before: other });
  }
  return never;
}

/** What the accesses are called in one execution, by their stable names. */
async function textsIn(
  taken: readonly number[],
  wanted: ReadonlySet<string>,
  executions: Executions,
  level: Level,
): Promise<ReadonlyMap<string, string>> {
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
