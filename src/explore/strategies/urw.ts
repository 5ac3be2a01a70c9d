import type { Entropy } from "../../core/contracts/entropy.ts";
import type { Actor } from "../../core/contracts/actor.ts";
import type { ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { SearchStrategy } from "./search.ts";
import { Census } from "./census.ts";
import { seeded } from "./seeded.ts";

/**
 * Uniform random walk: take each task with a probability in proportion to the turns that are left to it and to the tasks
 * that it has yet to make. If tasks do not wait for each other, every interleaving is then equally likely, where `random()`
 * prefers those in which the tasks with many turns run last.
 *
 * How many turns a task has is learnt from the executions before; in the first one it is a random walk.
 *
 * @see {@link https://doi.org/10.1145/3669940.3707214 | Zhao et al.: Selectively uniform concurrency testing, ASPLOS 2025}
 */
export function urw(): SearchStrategy {
  return ({ seed }) => {
    let runs = 0;
    const entropy = seeded(seed, 105);
    const census = new Census();
    return {
      name: "urw",
      strongest: "sample",
      next(): Strategy & Probe {
        census.begin();
        return new Walk(census, entropy);
      },
      ended({ kind }): void {
        census.settle();
        if (kind === "passed") runs += 1;
      },
      claim: () => (runs === 0 ? { kind: "none" } : { kind: "sample", failureProbability: Math.min(1, 3 / runs) }),
    };
  };
}

/** One execution. */
class Walk implements Strategy, Probe {
  readonly #census: Census;
  readonly #entropy: Entropy;

  constructor(census: Census, entropy: Entropy) {
    this.#census = census;
    this.#entropy = entropy;
  }

  created(task: Actor): void {
    this.#census.created(task);
  }

  scheduled(entry: Actor): void {
    this.#census.scheduled(entry);
  }

  turn(entry: Actor): void {
    this.#census.turn(entry);
  }

  ended(): void {
    this.#census.ended();
  }

  choose({ kind, options }: ChoicePoint): number {
    if (kind === "latency" || kind === "fault") return Math.floor(this.#entropy.random() * options.length);
    const weights = options.map((option) => this.#census.left(option));
    let rest = this.#entropy.random() * weights.reduce((sum, weight) => sum + weight, 0);
    return Math.max(
      0,
      weights.findIndex((weight) => (rest -= weight) < 0),
    );
  }
}
