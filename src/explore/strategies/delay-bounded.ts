import type { Entropy } from "../../core/contracts/entropy.ts";
import type { ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import type { Claim, Executed, Search, SearchStrategy } from "./search.ts";
import { FairAfter, FairLimit } from "./estimates/fair-limit.ts";
import { seeded } from "./seeded.ts";
import { Variants, type Prefix } from "./variants.ts";
import { wholeNumber } from "./whole-number.ts";

/**
 * Run every order with a limited number of delays, each once: first the default order, then all with one delay, and so on.
 * The alternative number i of a choice point costs i delays, since it delays the i alternatives before it. If stopped early, the
 * search claims the number of delays that it has completed.
 *
 * The search follows executions that are much longer than the default order up to a limit only. The certificate says so.
 *
 * @throws {ValueError} If `delays` is not a whole number from 0 on.
 *
 * @see {@link https://doi.org/10.1145/1926385.1926432 | Emmi, Qadeer, Rakamarić: Delay-bounded scheduling, POPL 2011}
 */
export function delayBounded(settings: DelaySettings = {}): SearchStrategy {
  const delays = wholeNumber("delayBounded", settings, "delays", 0, 2);
  return ({ seed }) => new ByDelays(delays, seed, new FairLimit());
}

/** Options of `delayBounded()`. */
export interface DelaySettings {
  /** The most delays in one order. Default: 2. */
  readonly delays?: number | undefined;
}

/** The most choice points kept for later variants: some hundred MB. */
const mostKept = 50_000_000;

/** Goes through all orders by their number of delays. */
export class ByDelays implements Search {
  readonly name: string;
  readonly strongest = "bounded-proof";
  readonly #most: number;
  readonly #seed: number;
  readonly #entropy: Entropy;
  readonly #fairLimit: FairLimit;
  #running: Deviating | undefined = undefined;
  #tail: FairAfter | undefined = undefined;
  /** Delays of the executions that are run now. */
  #delays = 0;
  /** Executions with variants of `#delays` left, and executions that only have variants with more. */
  #now: Variants[] = [];
  #later: Variants[] = [];
  #turn = 0;
  #kept = 0;
  /** Delays up to which every order was met. */
  #completed = -1;
  /** Delays up to which no execution was dropped to save memory. */
  #remembered = Infinity;
  #exhausted = false;
  /** Whether there are orders with more delays than the search runs. */
  #more = false;
  /** Whether an execution was longer than the explored part. */
  #cut = false;
  /** Whether the same choices have led to something else. */
  #strayed = false;

  constructor(delays: number, seed: number, fairLimit: FairLimit) {
    this.name = `delayBounded(${delays})`;
    this.#most = delays;
    this.#seed = seed;
    this.#entropy = seeded(seed, "delays");
    this.#fairLimit = fairLimit;
  }

  /** Delays of the latest execution. */
  get delays(): number {
    return this.#delays;
  }

  /** Whether every order was run, whatever its number of delays. */
  get complete(): boolean {
    return this.#exhausted && !this.#more && !this.#cut && !this.#strayed && this.#remembered === Infinity;
  }

  next(): Strategy | undefined {
    const running = this.#running === undefined ? new Deviating(undefined) : this.#variant();
    if (running === undefined) return undefined;
    this.#running = running;
    this.#tail = new FairAfter(running, this.#fairLimit.limit, () => seeded(this.#seed, "delays, fair"));
    return this.#tail;
  }

  #variant(): Deviating | undefined {
    for (;;) {
      while (this.#now.length > 0) {
        this.#turn = (this.#turn + 1) % this.#now.length;
        const variants = this.#now[this.#turn] as Variants;
        const taken = variants.next(this.#delays);
        if (taken !== undefined) return new Deviating(taken);
        this.#now[this.#turn] = this.#now.at(-1) as Variants;
        this.#now.pop();
        this.#kept -= variants.size;
        this.#keep(variants);
      }
      this.#completed = this.#delays;
      if (this.#later.length === 0) {
        this.#exhausted = true;
        return undefined;
      }
      this.#delays += 1;
      this.#now = this.#later;
      this.#later = [];
      for (const variants of this.#now) variants.restart();
    }
  }

  #keep(variants: Variants): void {
    if (variants.most <= this.#delays) return;
    if (this.#delays === this.#most) this.#more = true;
    else if (this.#kept + variants.size > mostKept) this.#remembered = Math.min(this.#remembered, this.#delays);
    else {
      this.#kept += variants.size;
      this.#later.push(variants);
    }
  }

  ended(executed: Executed): void {
    const running = this.#running as Deviating;
    const { taken, from, counts } = running;
    if (this.#fairLimit.choices === undefined) this.#fairLimit.learn(executed);
    if (this.#tail?.reached === true) this.#cut = true;
    if (running.strayed) this.#strayed = true;
    counts.length = Math.max(0, Math.min(counts.length, this.#fairLimit.limit - from));
    this.#keep(new Variants(taken, from, counts, this.#delays, this.#entropy));
  }

  /** Delays up to which every order was run; -1 before the first. */
  get completed(): number {
    return Math.min(this.#completed, this.#remembered);
  }

  claim(): Claim {
    const delays = this.completed;
    if (delays === -1 || this.#strayed) return { kind: "none" };
    const within = this.#cut ? `, within the first ${this.#fairLimit.limit} choices` : "";
    return { kind: "bounded-proof", bound: `at most ${delays} ${delays === 1 ? "delay" : "delays"}${within}` };
  }
}

/** Takes the default order, except for the listed deviations. */
export class Deviating implements Strategy {
  /** The deviations, in order. */
  readonly taken: Prefix | undefined;
  readonly #left: Prefix[] = [];
  /** The first choice point after the last deviation. */
  readonly from: number;
  /** The number of alternatives at each choice point from there on. */
  readonly counts: number[] = [];
  #differs = false;
  #at = 0;

  constructor(taken: Prefix | undefined) {
    this.taken = taken;
    for (let at = taken; at !== undefined; at = at.before) this.#left.unshift(at);
    this.from = taken === undefined ? 0 : taken.at + 1;
  }

  /** Whether a choice point differs from the earlier execution, or did not come. */
  get strayed(): boolean {
    return this.#differs || this.#left.length > 0;
  }

  choose({ count }: ChoicePoint): number {
    const at = this.#at++;
    if (at >= this.from) this.counts.push(count);
    const [next] = this.#left;
    if (next?.at !== at) return 0;
    this.#left.shift();
    if (next.count !== count) this.#differs = true;
    return Math.min(next.index, count - 1);
  }
}
