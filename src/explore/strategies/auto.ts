import type { Probe } from "../../core/contracts/probe.ts";
import type { ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import type { Claim, Executed, Search, SearchSettings, SearchStrategy } from "./search.ts";
import { ByDelays } from "./delay-bounded.ts";
import { FairLimit } from "./estimates/fair-limit.ts";
import { Pct } from "./pct.ts";
import { Dpor, type DporSettings, dporOptions } from "./dpor/dpor.ts";
import { requireOptions } from "../../core/arguments/require-options.ts";
import { pos } from "./pos.ts";
import { random } from "./random.ts";
import { SpaceEstimate } from "./estimates/space-estimate.ts";
import { urw } from "./urw.ts";

/**
 * The portfolio. Of a program of which nothing is known it runs the default order, then in turn orders with one delay, with two and
 * so on, and draws of `random()`, `urw()`, `pos()` and `pct({ depth: 3 })`. Orders with more delays get fewer turns,
 * unless the search can run all orders. If it has, the certificate is a proof; else it claims the number of delays that was
 * completed, or, if none was, what the random walks have shown.
 *
 * If steps tell what they touch, because their code is transformed or you promise it (`allDeclared`), then in place of orders with
 * two delays and more it runs one order of each class, as `dpor()` does, and the proof says how many classes there are.
 *
 * @throws {TypeError} If an option has the wrong type.
 * @throws {ValueError} If an option is unknown.
 *
 * @see {@link https://doi.org/10.1145/2858651 | Thomson, Donaldson, Betts: Concurrency testing using controlled schedulers, TOPC 2016}
 */
export function auto(settings: DporSettings = {}): SearchStrategy {
  requireOptions("auto()", settings, dporOptions);
  return (where) => new Portfolio(where, settings.allDeclared === true);
}

/** Up to this many orders: run all of them right away. */
const fewOrders = 800;
/** Up to this many orders: run all of them once drawing for a while has found nothing. */
const manyOrders = 20_000;
const aWhile = 1_000;

class Portfolio implements Search {
  readonly #fairLimit = new FairLimit();
  readonly #byDelays: ByDelays;
  readonly #sampling: readonly Search[];
  readonly #space = new SpaceEstimate();
  readonly #used = new Set<string>();
  #running: Search;
  #began = 0;
  #sampled = 0;
  /** Whether an execution met a limit: then the search cannot be complete. */
  #inconclusive = false;
  /** Whether steps tell what they touch. */
  #isDeclared: boolean;
  /** Runs one order of each class. */
  readonly #byClasses: Dpor;

  constructor({ seed, level }: SearchSettings, allDeclared: boolean) {
    this.#isDeclared = allDeclared && level === "any-order";
    this.#byClasses = new Dpor({ seed, level }, allDeclared);
    this.#byDelays = new ByDelays(Infinity, seed, this.#fairLimit);
    this.#running = this.#byDelays;
    const settings = { seed, level };
    this.#sampling = [...[random(), urw(), pos()].map((make) => make(settings)), new Pct(3, seed, this.#fairLimit)];
  }

  /** `auto(delays(1), random)`: the number of delays that it has reached, and the strategies that had their turn. */
  get name(): string {
    return `auto(${[`delays(${this.#byDelays.delays})`, ...this.#used].join(", ")})`;
  }

  next(): (Strategy & Probe) | undefined {
    if (this.#byDelays.complete || this.#byClasses.isExhausted) return undefined;
    const turn = this.#began++;
    if (this.#isSystematic(turn)) {
      if (turn > 0 && this.#goesByClasses) {
        const strategy = this.#byClasses.next();
        if (strategy !== undefined) return this.#begin(this.#byClasses, strategy);
      }
      const strategy = this.#byDelays.next();
      if (turn === 0 && strategy !== undefined) return this.#begin(this.#byDelays, this.#watched(strategy));
      if (strategy !== undefined) return this.#begin(this.#byDelays, strategy);
      if (this.#byDelays.complete) return undefined;
    }
    const search = this.#sampling[this.#sampled++ % this.#sampling.length] as Search;
    const strategy = search.next() as Strategy & Probe;
    return this.#begin(search, search === this.#sampling[0] ? this.#space.measured(strategy) : strategy);
  }

  /** Whether the turn is one for delays, not for a random strategy. */
  #isSystematic(turn: number): boolean {
    const { orders } = this.#space;
    if (this.#goesByClasses && turn >= aWhile) return turn % 8 !== 0;
    const { delays } = this.#byDelays;
    if (orders <= fewOrders) return turn % 4 !== 0;
    if (orders <= manyOrders && turn >= aWhile) return turn % 8 !== 0;
    return turn % (delays < 2 ? 2 : delays === 2 ? 4 : 8) === 0;
  }

  /** Whether it is better to go by classes than by delays: one delay finds most bugs soon, and two cost more than they find. */
  get #goesByClasses(): boolean {
    return this.#isDeclared && this.#byClasses.reduces && this.#byDelays.delays > 1;
  }

  /** Learn in the default order whether the code of a task tells what it touches. */
  #watched(strategy: Strategy & Probe): Strategy & Probe {
    const choose = (point: ChoicePoint): number => strategy.choose(point);
    let ofTask = false;
    return {
      ...{ choose, turn: (actor): void => void (ofTask = actor.kind === "task") },
      visible: () => (this.#isDeclared ||= ofTask),
    };
  }

  #begin(search: Search, strategy: Strategy & Probe): Strategy & Probe {
    this.#running = search;
    if (search !== this.#byDelays) this.#used.add(search.name);
    return strategy;
  }

  ended(executed: Executed): void {
    if (executed.kind === "inconclusive") this.#inconclusive = true;
    this.#running.ended(executed);
  }

  claim(): Claim {
    const drawn = (this.#sampling[0] as Search).claim();
    if (this.#inconclusive) return drawn;
    if (this.#byDelays.complete) return { kind: "proof" };
    if (this.#byClasses.isExhausted) return this.#byClasses.claim();
    if (this.#byDelays.completed > 0) return this.#byDelays.claim();
    return drawn;
  }
}
