import type { Entropy } from "../../core/contracts/entropy.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Actor } from "../../core/contracts/actor.ts";
import { type ChoicePoint, isAboutAlternatives, type Strategy } from "../../core/contracts/strategy.ts";
import { Alternatives } from "./alternatives.ts";
import { Highest } from "./pools/highest.ts";
import { independentRuns } from "./independent-runs.ts";
import type { SearchStrategy } from "./search.ts";
import { seeded } from "./seeded.ts";

/**
 * Basic partial order sampling: every wake-up draws a priority when it is first seen, and the highest goes first. An actor that
 * waits for long has probably drawn a low one, so delays over many steps are more likely than in a random walk.
 *
 * Executions are independent of each other, where faults are tried as far as those of `random()` are.
 *
 * @see {@link https://doi.org/10.1007/978-3-319-96142-2_20 | Yuan, Yang, Gu: Partial order aware concurrency sampling, CAV 2018}
 */
export function pos(): SearchStrategy {
  return ({ seed }) => {
    const entropy = seeded(seed, "pos");
    const alternatives = new Alternatives(entropy, seed, "pos");
    return independentRuns("pos", () => {
      alternatives.begin();
      return new DrawnPriorities(entropy, alternatives);
    });
  };
}

/** The priorities of one execution. */
class DrawnPriorities implements Strategy, Probe {
  readonly #entropy: Entropy;
  readonly #alternatives: Alternatives;
  readonly #priorities = new Map<Actor, number>(); // of waiting actors
  readonly #highest = new Highest((actor) => this.#priority(actor));

  constructor(entropy: Entropy, alternatives: Alternatives) {
    this.#entropy = entropy;
    this.#alternatives = alternatives;
  }

  turn(entry: Actor): void {
    this.#priorities.delete(entry);
  }

  choose(point: ChoicePoint): number {
    if (isAboutAlternatives(point.kind)) return this.#alternatives.choose(point);
    return this.#highest.of(point);
  }

  #priority(actor: Actor): number {
    let priority = this.#priorities.get(actor);
    if (priority === undefined) this.#priorities.set(actor, (priority = this.#entropy.random()));
    return priority;
  }
}
