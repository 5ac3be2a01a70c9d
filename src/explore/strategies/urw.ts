import type { Entropy } from "../../core/contracts/entropy.ts";
import type { Actor } from "../../core/contracts/actor.ts";
import type { ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import { independentRuns } from "./independent-runs.ts";
import type { SearchStrategy } from "./search.ts";
import { TurnCounts } from "./estimates/turn-counts.ts";
import { seeded } from "./seeded.ts";

/**
 * Uniform random walk: take each task with a probability in proportion to the turns left to the task and to the tasks
 * that it has yet to make. If tasks do not wait for each other, every interleaving is equally likely, whereas `random()`
 * prefers interleavings in which the tasks with many turns run last.
 *
 * The search learns the number of turns per task from earlier executions. The first execution is a random walk.
 *
 * @see {@link https://doi.org/10.1145/3669940.3707214 | Zhao et al.: Selectively uniform concurrency testing, ASPLOS 2025}
 */
export function urw(): SearchStrategy {
  return ({ seed }) => {
    const entropy = seeded(seed, "urw");
    const counts = new TurnCounts();
    const next = (): Strategy & Probe => {
      counts.begin();
      return new Walk(counts, entropy);
    };
    return independentRuns("urw", next, () => counts.settle());
  };
}

/** One execution. */
class Walk implements Strategy, Probe {
  readonly #counts: TurnCounts;
  readonly #entropy: Entropy;

  constructor(counts: TurnCounts, entropy: Entropy) {
    this.#counts = counts;
    this.#entropy = entropy;
  }

  created(task: Actor): void {
    this.#counts.created(task);
  }

  scheduled(entry: Actor): void {
    this.#counts.scheduled(entry);
  }

  turn(entry: Actor): void {
    this.#counts.turn(entry);
  }

  ended(): void {
    this.#counts.ended();
  }

  choose({ kind, options }: ChoicePoint): number {
    if (kind === "latency" || kind === "fault") return Math.floor(this.#entropy.random() * options.length);
    const weights = options.map((option) => this.#counts.left(option));
    let rest = this.#entropy.random() * weights.reduce((sum, weight) => sum + weight, 0);
    return Math.max(
      0,
      weights.findIndex((weight) => (rest -= weight) < 0),
    );
  }
}
