import type { Level } from "../../../core/contracts/level.ts";
import type { Probe } from "../../../core/contracts/probe.ts";
import type { ChoicePoint, Strategy } from "../../../core/contracts/strategy.ts";
import { RollingHash } from "../../rolling-hash.ts";
import { FairAfter, type FairLimit } from "../estimates/fair-limit.ts";
import type { Claim, Executed, Search } from "../search.ts";
import { seeded } from "../seeded.ts";
import { Traces } from "./traces.ts";

/**
 * Depth first, and from each place once: where an execution comes to a place at which another one was, with the same steps in an
 * equivalent order and the same things that wait, nothing new can follow. For all that is not a matter of steps alone: completions from
 * outside, the clock, latencies and faults.
 *
 * @see {@link https://www.microsoft.com/en-us/research/publication/partial-order-reduction-for-context-bounded-state-exploration/ | Musuvathi, Qadeer: Partial-order reduction for context-bounded state exploration, 2007}
 */
export class DistinctPlaces implements Search, Strategy {
  readonly name = "dpor";
  readonly #seed: number;
  readonly #fairLimit: FairLimit;
  readonly #traces: Traces;
  readonly #strategy: Strategy & Probe;
  /** Hashes of 64 bits of all places that have, or had, their turn. */
  readonly #places = new Set<string>();
  /** The alternatives that the next execution takes; during an execution, those it took at places that are new. */
  readonly #path: Branch[] = [];
  #at = 0;
  /** Whether the execution has come to a place that is known. */
  #isKnown = false;
  #tail: FairAfter | undefined = undefined;
  /** Whether nothing is left to try. */
  isExhausted = false;
  /** Whether an execution was longer than the explored part. */
  #cut = false;
  /** Whether the same choices have led to something else. */
  #strayed = false;

  constructor(seed: number, level: Level, allDeclared: boolean, fairLimit: FairLimit) {
    this.#seed = seed;
    this.#fairLimit = fairLimit;
    const traces = new Traces(level, allDeclared);
    this.#traces = traces;
    this.#strategy = {
      choose: (point) => {
        const index = (this.#tail as FairAfter).choose(point);
        traces.chose(point, index);
        return index;
      },
      turn: (actor, time) => traces.turn(actor, time),
      scheduled: (actor) => traces.scheduled(actor),
      accessed: (target, part, kind) => traces.accessed(target, part, kind),
      visible: () => traces.visible(),
      opaque: () => traces.opaque(),
      joins: () => traces.joins(),
      advanced: (time) => traces.advanced(time),
      iteration: (turns) => traces.iteration(turns),
      unseen: () => traces.unseen(),
    };
  }

  /** Whether it cannot know where an execution is: nobody tells the state of something, or what any step touches. */
  get isLost(): boolean {
    return this.#traces.isWorldly || !this.#traces.isTold;
  }

  next(): (Strategy & Probe) | undefined {
    if (this.isExhausted) return undefined;
    this.#at = 0;
    this.#isKnown = false;
    this.#tail = new FairAfter(this, this.#fairLimit.limit, () => seeded(this.#seed, "dpor, fair"));
    this.#traces.begin(this.#path.at(-1)?.steps ?? 0);
    return this.#strategy;
  }

  choose(point: ChoicePoint): number {
    const { count } = point;
    const at = this.#at++;
    const known = this.#path[at];
    if (known !== undefined) {
      if (known.count !== count) this.#strayed = true;
      return Math.min(known.index, count - 1);
    }
    if (!this.#isKnown) this.#isKnown = this.#wasAt(point);
    if (this.#isKnown) this.#traces.ended();
    else this.#path.push({ index: 0, count, steps: this.#traces.steps });
    return 0;
  }

  #wasAt(point: ChoicePoint): boolean {
    const hash = new RollingHash();
    hash.add(this.#traces.before(point));
    const place = hash.digest();
    if (this.#places.has(place)) return true;
    this.#places.add(place);
    return false;
  }

  ended(executed: Executed): void {
    if (this.#tail?.reached === true && !this.#isKnown) this.#cut = true;
    if (this.#fairLimit.choices === undefined) this.#fairLimit.learn(executed);
    const path = this.#path;
    if (this.#at < path.length) this.#strayed = true;
    path.length = Math.min(path.length, this.#at, this.#fairLimit.limit);
    let last = path.at(-1);
    while (last !== undefined && last.index + 1 >= last.count) {
      path.pop();
      last = path.at(-1);
    }
    if (last === undefined) this.isExhausted = true;
    else last.index += 1;
  }

  claim(): Claim {
    if (!this.isExhausted || this.#strayed) return { kind: "none" };
    if (!this.#cut) return { kind: "proof" };
    return { kind: "bounded-proof", bound: `every order of the first ${this.#fairLimit.limit} choices` };
  }
}

/** The alternative taken at a choice point, and their number. */
interface Branch {
  index: number;
  readonly count: number;
  /** How many steps were over before. */
  readonly steps: number;
}
