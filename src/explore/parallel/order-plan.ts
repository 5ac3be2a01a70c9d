import type { Entropy } from "../../core/contracts/entropy.ts";
import { RollingHash } from "../rolling-hash.ts";
import { fairLimitOf } from "../strategies/estimates/fair-limit.ts";
import { seeded } from "../strategies/seeded.ts";
import type { Claim } from "../strategies/search.ts";
import { type Prefix, Variants } from "../strategies/variants.ts";
import { numbersOf, prefixOf } from "./order-runs.ts";
import type { Plan, PlanSettings } from "./plan.ts";
import type { OrderSlice, Slice, SliceResult } from "./slice.ts";

/**
 * Slices of a search through all orders, by their number of delays: the default order, then all with one delay, and so on, as
 * `delayBounded()` goes. The orders of one delay are known when all with fewer were run, and can run at the same time.
 *
 * A shard has the orders whose first two deviations have its number as their hash. Orders with fewer deviations lead to those, so every
 * shard runs them, and the first shard counts them.
 */
export class OrderPlan implements Plan {
  readonly name: string;
  readonly most: number;
  readonly #mostDelays: number;
  readonly #settings: PlanSettings;
  readonly #entropy: Entropy;
  #position = 0;
  #underWay = 0;
  #begun = false;
  /** The next order, if it is known. */
  #waiting: Prefix | undefined = undefined;
  #orders = 0;
  /** Delays of the orders that are run now. */
  #delays = 0;
  /** Executions with variants of `#delays` left. */
  #now: Variants[] = [];
  /** Executions that only have variants with more: those that were met before, and new ones in the order of their positions. */
  #old: Variants[] = [];
  #new: Variants[] = [];
  #turn = 0;
  #limit: number | undefined = undefined;
  #completed = -1;
  #kept = 0;
  #exhausted = false;
  /** Whether there are orders with more delays than the search runs, or that were dropped to save memory. */
  #more = false;
  #cut = false;
  #strayed = false;
  #inconclusive = false;

  constructor(name: string, mostDelays: number, settings: PlanSettings) {
    this.name = name;
    this.most = settings.executions;
    this.#mostDelays = mostDelays;
    this.#settings = settings;
    this.#entropy = seeded(settings.seed, "delays");
  }

  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** Delays up to which every order was run; -1 before the first. */
  get delays(): number {
    return this.#completed;
  }

  next(): OrderSlice | undefined {
    if (!this.#begun) {
      this.#begun = true;
      return this.#slice([undefined]);
    }
    const orders: Prefix[] = [];
    while (orders.length < ordersOfSlice && this.#orders + orders.length < this.most) {
      // Orders that are not run yet lead to others: the next number of delays begins with the last result.
      const order = this.#waiting ?? this.#variant(this.#underWay === 0 && orders.length === 0);
      this.#waiting = undefined;
      if (order === undefined) break;
      orders.push(order);
    }
    return orders.length === 0 ? undefined : this.#slice(orders);
  }

  #slice(orders: readonly (Prefix | undefined)[]): OrderSlice {
    const { shard } = this.#settings;
    const counts = (order: Prefix | undefined): boolean => shard?.index === 1 || deviationsOf(order) >= 2;
    this.#orders += orders.length;
    this.#underWay += 1;
    return {
      kind: "orders",
      position: this.#position++,
      orders: orders.map(numbersOf),
      limit: this.#limit,
      counted: shard === undefined ? undefined : orders.map(counts),
    };
  }

  #isMine(order: Prefix): boolean {
    const { shard } = this.#settings;
    if (shard === undefined || deviationsOf(order) !== 2) return true; // those with more descend from one that is
    const hash = new RollingHash();
    for (const number of numbersOf(order)) hash.add(`${number}`);
    return Number.parseInt(hash.digest().slice(8), 16) % shard.count === shard.index - 1;
  }

  /** @param mayGoOn - Whether all orders with as many delays were run. */
  #variant(mayGoOn: boolean): Prefix | undefined {
    for (;;) {
      while (this.#now.length > 0) {
        this.#turn = (this.#turn + 1) % this.#now.length;
        const variants = this.#now[this.#turn] as Variants;
        const order = variants.next(this.#delays);
        if (order !== undefined) {
          if (this.#isMine(order)) return order;
          continue;
        }
        this.#now[this.#turn] = this.#now.at(-1) as Variants;
        this.#now.pop();
        this.#kept -= variants.size;
        this.#keep(variants, this.#old);
      }
      if (!mayGoOn || this.#exhausted) return undefined;
      this.#completed = this.#delays;
      this.#now = [...this.#old, ...this.#new];
      this.#old = [];
      this.#new = [];
      if (this.#now.length === 0) {
        this.#exhausted = true;
        return undefined;
      }
      this.#delays += 1;
      for (const variants of this.#now) variants.restart();
    }
  }

  #keep(variants: Variants, list: Variants[]): void {
    if (variants.most <= this.#delays) return;
    if (this.#delays === this.#mostDelays || this.#kept + variants.size > mostKept) this.#more = true;
    else {
      this.#kept += variants.size;
      list.push(variants);
    }
  }

  committed(slice: Slice, { counts = [], cut, strayed, inconclusive }: SliceResult): void {
    this.#underWay -= 1;
    if (cut === true) this.#cut = true;
    if (strayed === true) this.#strayed = true;
    if (inconclusive > 0) this.#inconclusive = true;
    const { orders } = slice as OrderSlice;
    this.#limit ??= fairLimitOf(counts[0]?.length ?? 0);
    for (const [i, alternatives] of counts.entries()) {
      const order = prefixOf(orders[i] ?? []);
      const from = order === undefined ? 0 : order.at + 1;
      this.#keep(new Variants(order, from, alternatives, this.#delays, this.#entropy), this.#new);
    }
    if (this.#underWay === 0) this.#waiting ??= this.#variant(true); // if there is none, the end shows itself
  }

  claim(): Claim {
    if (this.#completed === -1 || this.#strayed || this.#inconclusive) return { kind: "none" };
    if (this.#exhausted && !this.#more && !this.#cut) return { kind: "proof" };
    const within = this.#cut ? `, within the first ${this.#limit} choices` : "";
    const delays = this.#completed;
    return { kind: "bounded-proof", bound: `at most ${delays} ${delays === 1 ? "delay" : "delays"}${within}` };
  }
}

/** Orders of one slice: much more than its message costs, and few enough that workers seldom wait for the last ones of a delay. */
const ordersOfSlice = 50;

/** The most choice points kept for later variants: some hundred MB. */
const mostKept = 50_000_000;

function deviationsOf(order: Prefix | undefined): number {
  let count = 0;
  for (let each = order; each !== undefined; each = each.before) count += 1;
  return count;
}
