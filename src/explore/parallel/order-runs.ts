import type { Strategy } from "../../core/contracts/strategy.ts";
import { Deviating } from "../strategies/delay-bounded.ts";
import { FairAfter } from "../strategies/estimates/fair-limit.ts";
import { seeded } from "../strategies/seeded.ts";
import type { Prefix } from "../strategies/variants.ts";
import type { OrderSlice, SliceResult, SliceRuns } from "./slice.ts";

/** Runs a list of orders, and notes which orders they lead to. */
export class OrderRuns implements SliceRuns {
  readonly #slice: OrderSlice;
  readonly #seed: number;
  readonly #counts: number[][] = [];
  #running: Deviating | undefined = undefined;
  #tail: FairAfter | undefined = undefined;
  #cut = false;
  #strayed = false;

  constructor(slice: OrderSlice, seed: number) {
    this.#slice = slice;
    this.#seed = seed;
  }

  next(executions: number): Strategy | undefined {
    const order = this.#slice.orders[executions];
    if (order === undefined) return undefined;
    this.#running = new Deviating(prefixOf(order));
    this.#tail = new FairAfter(this.#running, this.#slice.limit ?? Infinity, () => seeded(this.#seed, "delays, fair"));
    return this.#tail;
  }

  ended(): void {
    const { from, counts, strayed } = this.#running as Deviating;
    if (this.#tail?.reached === true) this.#cut = true;
    if (strayed) this.#strayed = true;
    this.#counts.push(counts.slice(0, Math.max(0, (this.#slice.limit ?? Infinity) - from)));
  }

  found(): Pick<SliceResult, "counts" | "cut" | "strayed"> {
    return { counts: this.#counts, cut: this.#cut, strayed: this.#strayed };
  }
}

/** The deviations of an order, from numbers. */
export function prefixOf(numbers: readonly number[]): Prefix | undefined {
  let before: Prefix | undefined;
  for (let i = 0; i + 2 < numbers.length; i += 3) {
    const [at = 0, index = 0, count = 0] = numbers.slice(i, i + 3);
    before = { before, at, index, count };
  }
  return before;
}

/** The deviations of an order, as numbers. */
export function numbersOf(prefix: Prefix | undefined): number[] {
  const numbers: number[] = [];
  for (let each = prefix; each !== undefined; each = each.before) numbers.unshift(each.at, each.index, each.count);
  return numbers;
}
