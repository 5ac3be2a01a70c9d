import { type Options, requireOptions } from "../../../core/arguments/require-options.ts";
import { trueOrFalse } from "../../../core/arguments/kind.ts";
import type { Probe } from "../../../core/contracts/probe.ts";
import type { Strategy } from "../../../core/contracts/strategy.ts";
import { FairLimit } from "../estimates/fair-limit.ts";
import { DepthFirst } from "../exhaustive.ts";
import { DistinctPlaces } from "./distinct-places.ts";
import type { Claim, Executed, Search, SearchSettings, SearchStrategy } from "../search.ts";
import { Classes } from "./classes.ts";

/**
 * Run one order of each class of equivalent orders. Orders are equivalent if one becomes the other by swapping neighbouring steps
 * of different tasks that touch nothing in common (Mazurkiewicz's traces): they end alike. If the search comes to an end, the
 * certificate is a proof, which says how many classes there are.
 *
 * What a step touches, it tells: timeloom's primitives, futures and tasks, `watch()`, `shared()`, and code that is transformed by
 * `timeloom/instrument`. A step that may touch more is dependent on every other one, so a program of which nothing is known is
 * run in every order.
 *
 * Completions of simulated calls, the clock, latencies and failures are choices, too. Where an execution meets them, the search goes
 * depth first, and only once from each place: where the same steps were taken in an equivalent order, and the same things wait, nothing
 * new can follow. A simulated call counts as a write of the whole fake. On a simulated network, connections that have nothing to do with each
 * other are independent; a step that calls a protocol of the user, or crashes a host, is dependent on every other one. Where a simulated
 * process, a worker, or a socket of Node on the simulated network is met, every order is run.
 *
 * The search follows executions that are much longer than the default order up to a limit only. The certificate says so, and is
 * no proof then.
 *
 * @throws {TypeError} If an option has the wrong type.
 * @throws {ValueError} If an option is unknown.
 * @see {@link https://doi.org/10.1145/2535838.2535845 | Abdulla, Aronis, Jonsson, Sagonas: Optimal dynamic partial order reduction, POPL 2014}
 * @see {@link https://doi.org/10.1145/3073408 | Abdulla, Aronis, Jonsson, Sagonas: Source sets, JACM 2017}
 */
export function dpor(settings: DporSettings = {}): SearchStrategy {
  requireOptions("dpor()", settings, dporOptions);
  const { allDeclared = false } = settings;
  return (where) => new Dpor(where, allDeclared);
}

/** Options of `dpor()`. */
export interface DporSettings {
  /**
   * Your promise that tasks share nothing but timeloom's primitives, futures and tasks, and objects behind `shared()` or `watch()`.
   * If it is broken, the search may miss a failure and claim a proof. Default: false.
   */
  readonly allDeclared?: boolean | undefined;
}

/** What the options may be. */
export const dporOptions: Options<DporSettings> = { allDeclared: trueOrFalse };

/**
 * By classes; by distinct places, once an execution has met what is not a matter of steps alone; or all orders, if nothing is known of
 * the steps, or the state of the world.
 */
export class Dpor implements Search {
  readonly name = "dpor";
  readonly #where: SearchSettings;
  readonly #allDeclared: boolean;
  readonly classes: Classes;
  /** Goes on in another way, instead. */
  #all: DistinctPlaces | DepthFirst | undefined;

  constructor(where: SearchSettings, allDeclared: boolean, fairLimit: FairLimit = new FairLimit()) {
    this.#where = where;
    this.#allDeclared = allDeclared;
    this.classes = new Classes(where.seed, allDeclared, fairLimit);
    // At lower levels the order of steps is no choice: the loop makes it.
    if (where.level !== "any-order") this.#all = this.#byPlaces();
  }

  next(): (Strategy & Probe) | undefined {
    return this.#all === undefined ? this.classes.next() : this.#all.next();
  }

  ended(executed: Executed): void {
    const search = this.#all ?? this.classes;
    search.ended(executed);
    const isLost = search instanceof DistinctPlaces && search.isLost;
    if (isLost || (search === this.classes && this.classes.knowsNothing)) {
      this.#all = new DepthFirst(this.#where.seed, new FairLimit());
    } else if (search === this.classes && this.classes.isIrregular) this.#all = this.#byPlaces();
  }

  #byPlaces(): DistinctPlaces {
    const { seed, level } = this.#where;
    return new DistinctPlaces(seed, level, this.#allDeclared, new FairLimit());
  }

  /** Whether it runs fewer than all orders. */
  get reduces(): boolean {
    return !(this.#all instanceof DepthFirst);
  }

  /** Whether nothing is left to try. */
  get isExhausted(): boolean {
    if (this.#all === undefined) return this.classes.isExhausted;
    return this.#all instanceof DistinctPlaces && this.#all.isExhausted;
  }

  claim(): Claim {
    return this.#all === undefined ? this.classes.claim() : this.#all.claim();
  }
}
