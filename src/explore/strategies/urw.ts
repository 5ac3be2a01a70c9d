import type { Entropy } from "../../core/contracts/entropy.ts";
import type { Actor } from "../../core/contracts/actor.ts";
import type { ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { SearchStrategy } from "./search.ts";
import { TurnCounts } from "./turn-counts.ts";
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
    const turnCounts = new TurnCounts();
    return {
      name: "urw",
      strongest: "sample",
      next(): Strategy & Probe {
        turnCounts.begin();
        return new Walk(turnCounts, entropy);
      },
      ended({ kind }): void {
        turnCounts.settle();
        if (kind === "passed") runs += 1;
      },
      claim: () => (runs === 0 ? { kind: "none" } : { kind: "sample", failureProbability: Math.min(1, 3 / runs) }),
    };
  };
}

/** One execution. */
class Walk implements Strategy, Probe {
  readonly #turnCounts: TurnCounts;
  readonly #entropy: Entropy;

  constructor(turnCounts: TurnCounts, entropy: Entropy) {
    this.#turnCounts = turnCounts;
    this.#entropy = entropy;
  }

  created(task: Actor): void {
    this.#turnCounts.created(task);
  }

  scheduled(entry: Actor): void {
    this.#turnCounts.scheduled(entry);
  }

  turn(entry: Actor): void {
    this.#turnCounts.turn(entry);
  }

  ended(): void {
    this.#turnCounts.ended();
  }

  choose({ kind, options }: ChoicePoint): number {
    if (kind === "latency" || kind === "fault") return Math.floor(this.#entropy.random() * options.length);
    const weights = options.map((option) => this.#turnCounts.left(option));
    let rest = this.#entropy.random() * weights.reduce((sum, weight) => sum + weight, 0);
    return Math.max(
      0,
      weights.findIndex((weight) => (rest -= weight) < 0),
    );
  }
}
