import type { Probe } from "../../core/probe.ts";
import type { Strategy } from "../../core/strategy.ts";
import type { Claim, Executed, Search, SearchSettings, SearchStrategy } from "../search.ts";
import { ByDelays } from "./delay-bounded.ts";
import { Horizon } from "./horizon.ts";
import { pct } from "./pct.ts";
import { random } from "./random.ts";
import { SpaceEstimate } from "./space-estimate.ts";
import { urw } from "./urw.ts";

/** Orders that are soon gone through, and orders that can be. */
const fewOrders = 600;
const manyOrders = 20_000;
/** Delays up to which orders are gone through even if there are too many of them for all. */
const worthwhileDelays = 2;

/**
 * The portfolio for a program of which nothing is known: the default order, then by turns orders with one delay, with two and
 * so on, and what `random()`, `urw()`, `pct({ depth: 2 })` and `pct({ depth: 3 })` choose. If it has gone through all orders,
 * which it does where they are few, the certificate is a proof.
 */
export function auto(): SearchStrategy {
  return (settings) => new Portfolio(settings);
}

class Portfolio implements Search {
  readonly #horizon = new Horizon();
  readonly #byDelays: ByDelays;
  readonly #sampling: readonly Search[];
  readonly #space = new SpaceEstimate();
  readonly #used = new Set<string>();
  #running: Search;
  #began = 0;
  #sampled = 0;

  constructor({ seed, level }: SearchSettings) {
    this.#byDelays = new ByDelays(Infinity, seed, this.#horizon);
    this.#running = this.#byDelays;
    const settings = { seed, level, horizon: this.#horizon };
    this.#sampling = [random(), urw(), pct({ depth: 2 }), pct({ depth: 3 })].map((strategy) => strategy(settings));
  }

  /** `auto(fifo, delays(2), random)`: those that had their turn so far. */
  get name(): string {
    return `auto(${[...this.#used].join(", ")})`;
  }

  next(): (Strategy & Probe) | undefined {
    if (this.#byDelays.complete) return undefined;
    const turn = this.#began++;
    if (this.#isSystematic(turn)) {
      const strategy = this.#byDelays.next();
      if (strategy !== undefined) return this.#begin(this.#byDelays, strategy);
      if (this.#byDelays.complete) return undefined;
    }
    const search = this.#sampling[this.#sampled++ % this.#sampling.length] as Search;
    const strategy = search.next() as Strategy & Probe;
    return this.#begin(search, search === this.#sampling[0] ? this.#space.measured(strategy) : strategy);
  }

  #isSystematic(turn: number): boolean {
    const { orders } = this.#space;
    if (turn === 0) return true;
    if (orders <= fewOrders) return turn % 4 !== 0;
    if (orders <= manyOrders || this.#byDelays.delays <= worthwhileDelays) return turn % 2 === 0;
    return turn % 8 === 0;
  }

  #begin(search: Search, strategy: Strategy & Probe): Strategy & Probe {
    this.#running = search;
    this.#used.add(search === this.#byDelays ? `delays(${this.#byDelays.delays})` : search.name);
    return strategy;
  }

  ended(executed: Executed): void {
    this.#running.ended(executed);
  }

  claim(): Claim {
    if (this.#byDelays.complete) return { kind: "proof" };
    if (this.#byDelays.completed > 0) return this.#byDelays.claim();
    return (this.#sampling[0] as Search).claim();
  }
}
