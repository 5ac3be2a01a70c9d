import type { KnownAccess, OrderData } from "./known-access.ts";
import { firstOf, type Witness, witnessOf } from "./witness.ts";

/**
 * Which orders of conflicting accesses the executions of a search have had. Two accesses of different actors conflict if they touch the
 * same part of an object and one of them writes. The same access has the same name in every execution: who, what, and which time.
 *
 * Orders are counted once some execution shows that nothing else keeps the two apart, that is, that they race: then the other order may be
 * possible, too.
 *
 * @see {@link https://doi.org/10.1145/2384616.2384651 | Yu, Narayanasamy, Pereira, Pokam: Maple, OOPSLA 2012}
 * @see {@link https://doi.org/10.1145/3620665.3640389 | Wolff, Shi, Duck, Mathur, Roychoudhury: Greybox fuzzing for concurrency testing, ASPLOS 2024}
 */
export class PairCoverage {
  readonly #accesses = new Map<string, KnownAccess>();
  /** What is known of each order, by the number of the first access and that of the second. */
  readonly #orders = new Map<number, number>();
  readonly #untried = new Map<number, UntriedOrder>(); // insertion order is the order in which the reverse was seen
  /** How many orders of racing accesses were seen. */
  seen = 0;
  /** Whether there were more accesses or orders than are kept. */
  isCut = false;
  /** How many orders the last execution was the first to have. */
  news = 0;
  /** What the last execution has shown that was not known. */
  readonly shown: ShownOrder[] = [];
  /** The orders that were never seen whose reverse the running execution has. */
  readonly #reversed = new Set<UntriedOrder>();

  /** An execution begins, which an `AccessRecorder` watches. */
  begin(): void {
    this.news = 0;
    this.shown.length = 0;
    this.#reversed.clear();
  }

  /** The execution is over. @param taken - What it chose, by which it can be run again. */
  ended(taken: readonly number[]): void {
    if (this.#reversed.size === 0) return;
    const witness = witnessOf(taken);
    for (const order of this.#reversed) order.witness = firstOf(order.witness, witness);
  }

  /** The orders that no execution has had, although the two accesses raced in the reverse order; those known longest come first. */
  get untried(): ReadonlyMap<number, UntriedOrder> {
    return this.#untried;
  }

  /** The order `first` before `second`, if no execution has had it, although the two raced in the reverse order. */
  untriedOf(first: KnownAccess, second: KnownAccess): UntriedOrder | undefined {
    return this.#untried.get(keyOf(first, second));
  }

  /** All accesses, by their numbers. */
  get accesses(): readonly KnownAccess[] {
    return [...this.#accesses.values()];
  }

  /** All orders that executions have had, and whether nothing else kept the two apart in one. */
  get orders(): OrderData[] {
    return [...this.#orders].map(([key, state]) => {
      return [Math.floor(key / mostAccesses), key % mostAccesses, (state & hasRaced) !== 0];
    });
  }

  /** The access with a stable name, of an actor with a stable path; undefined if there are too many. */
  accessOf(name: string, path: string): KnownAccess | undefined {
    const known = this.#accesses.get(name);
    if (known !== undefined) return known;
    if (this.#accesses.size >= mostAccesses) {
      this.isCut = true;
      return undefined;
    }
    const access = { id: this.#accesses.size, name, path, turns: [] };
    this.#accesses.set(name, access);
    return access;
  }

  /** In the running execution `first` came before `second`. @param races - Whether nothing else keeps the two apart. */
  met(first: KnownAccess, second: KnownAccess, races: boolean): void {
    const back = keyOf(second, first);
    this.#met(keyOf(first, second), back, { first, second, races });
    const reverse = races ? this.#untried.get(back) : undefined;
    if (reverse !== undefined) this.#reversed.add(reverse);
  }

  #met(key: number, back: number, shown: ShownOrder): void {
    const state = this.#orders.get(key) ?? 0;
    const now = state | (shown.races ? wasSeen | hasRaced : wasSeen);
    if (now === state) return;
    if (state === 0 && this.#orders.size >= mostOrders) {
      this.isCut = true;
      return;
    }
    this.#orders.set(key, now);
    this.shown.push(shown);
    const reverse = this.#orders.get(back) ?? 0;
    const wasKnown = ((state | reverse) & hasRaced) !== 0;
    if (wasKnown && (state & wasSeen) === 0) {
      this.#untried.delete(key);
      this.#found(1);
    } else if (shown.races && !wasKnown) {
      const isNews = (reverse & wasSeen) === 0;
      const { first, second } = shown;
      if (isNews) this.#untried.set(back, { first: second, second: first, tries: 0, witness: undefined });
      this.#found(isNews ? 1 : 2);
    }
  }

  #found(count: number): void {
    this.seen += count;
    this.news += count;
  }
}

/** An order of two accesses, and whether nothing else kept them apart. */
export interface ShownOrder {
  readonly first: KnownAccess;
  readonly second: KnownAccess;
  readonly races: boolean;
}

/** An order that no execution has had. */
export interface UntriedOrder {
  readonly first: KnownAccess;
  readonly second: KnownAccess;
  /** How often a strategy has tried to reach it. */
  tries: number;
  /** The first by rank of the executions that had the reverse; undefined while the first of them runs. */
  witness: Witness | undefined;
}

function keyOf(first: KnownAccess, second: KnownAccess): number {
  return first.id * mostAccesses + second.id;
}

const wasSeen = 1;
const hasRaced = 2;
/** A program has so many places; a search that meets more keeps those it met first. */
const mostAccesses = 2 ** 14;
const mostOrders = 2 ** 18;
