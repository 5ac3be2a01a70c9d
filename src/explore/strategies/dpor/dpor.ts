import { type Options, requireOptions } from "../../../core/arguments/require-options.ts";
import { trueOrFalse } from "../../../core/arguments/kind.ts";
import type { Probe } from "../../../core/contracts/probe.ts";
import type { Strategy } from "../../../core/contracts/strategy.ts";
import { FairLimit } from "../estimates/fair-limit.ts";
import { DepthFirst } from "../exhaustive.ts";
import type { Claim, Executed, Search, SearchStrategy } from "../search.ts";
import { Classes } from "./classes.ts";

/**
 * Run one order of each class of equivalent orders. Orders are equivalent if one becomes the other by swapping neighbouring steps
 * of different tasks that touch nothing in common (Mazurkiewicz's traces): they end alike. If the search comes to an end, the
 * certificate is a proof, which says how many classes there are.
 *
 * What a step touches, it tells: timeloom's primitives, futures and tasks, `watch()`, `shared()`, and code that is transformed by
 * `timeloom/instrument`. A step that may touch more is dependent on every other one, so a program of which nothing is known is
 * run in every order. Where calls are simulated or time is varied, every order is run, too.
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
  return ({ seed }) => new Dpor(seed, allDeclared);
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

/** By classes; or depth first, once an execution has met what is not a matter of steps alone. */
export class Dpor implements Search {
  readonly name = "dpor";
  readonly #seed: number;
  readonly classes: Classes;
  /** Runs every order, instead. */
  #all: DepthFirst | undefined = undefined;

  constructor(seed: number, allDeclared: boolean, fairLimit: FairLimit = new FairLimit()) {
    this.#seed = seed;
    this.classes = new Classes(seed, allDeclared, fairLimit);
  }

  next(): (Strategy & Probe) | undefined {
    return this.#all === undefined ? this.classes.next() : this.#all.next();
  }

  ended(executed: Executed): void {
    if (this.#all !== undefined) return this.#all.ended(executed);
    this.classes.ended(executed);
    if (this.classes.isIrregular) this.#all = new DepthFirst(this.#seed, new FairLimit());
  }

  /** Whether it runs fewer than all orders. */
  get reduces(): boolean {
    return this.#all === undefined;
  }

  /** Whether nothing is left to try. */
  get isExhausted(): boolean {
    return this.#all === undefined && this.classes.isExhausted;
  }

  claim(): Claim {
    return this.#all === undefined ? this.classes.claim() : this.#all.claim();
  }
}
