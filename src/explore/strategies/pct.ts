import type { Entropy } from "../../core/contracts/entropy.ts";
import type { Actor } from "../../core/contracts/actor.ts";
import { type ChoicePoint, fifo, isAboutAlternatives, type Strategy } from "../../core/contracts/strategy.ts";
import type { Claim, Executed, Search, SearchStrategy } from "./search.ts";
import { actorOf } from "../../core/contracts/actor.ts";
import { FairAfter, FairLimit } from "./estimates/fair-limit.ts";
import { Highest } from "./pools/highest.ts";
import { seeded } from "./seeded.ts";
import { wholeNumber } from "./whole-number.ts";

/**
 * Probabilistic concurrency testing: every actor has a random priority, the highest goes first, and at `depth - 1` random
 * choice points the actor that would go is put last. With n actors and k choice points, one execution finds a bug of this
 * depth with a probability of at least 1/(n k^(depth - 1)).
 *
 * Actors are tasks, and callbacks, timers and completions that belong to no task. A latency or a failure takes its default
 * unless a change point falls on it. The first execution is the default order, to learn the number of choice points.
 *
 * @throws {ValueError} If `depth` is not a whole number from 1 to 1,000.
 *
 * @see {@link https://doi.org/10.1145/1736020.1736040 | Burckhardt et al.: A randomized scheduler with probabilistic guarantees of finding bugs, ASPLOS 2010}
 */
export function pct(settings: PctSettings = {}): SearchStrategy {
  const depth = wholeNumber("pct", settings, "depth", 1, 3, deepest);
  return ({ seed }) => new Pct(depth, seed, new FairLimit());
}

/** Every execution draws as many change points. What is claimed of a search has long been nothing by then. */
const deepest = 1_000;

/** Options of `pct()`. */
export interface PctSettings {
  /** How many steps must come in a certain order for the bug to show. Default: 3. */
  readonly depth?: number | undefined;
}

/** The search of `pct()`. The portfolio shares its fair limit with it. */
export class Pct implements Search {
  readonly name: string;
  readonly strongest = "pct";
  readonly #depth: number;
  readonly #entropy: Entropy;
  readonly #fairLimit: FairLimit;
  #running: Priorities | undefined = undefined;
  /** The most choice points and actors so far. */
  #choices = 1;
  #actors = 1;
  /** Executions that had no more choice points than expected. */
  #covered = 0;

  constructor(depth: number, seed: number, fairLimit: FairLimit) {
    this.name = `pct(${depth})`;
    this.#depth = depth;
    this.#entropy = seeded(seed, this.name);
    this.#fairLimit = fairLimit;
  }

  next(): Strategy {
    const { choices, limit } = this.#fairLimit;
    if (choices === undefined) return fifo;
    this.#choices = Math.max(this.#choices, choices);
    this.#running = new Priorities(this.#depth, this.#choices, this.#entropy);
    return new FairAfter(this.#running, limit, () => this.#entropy);
  }

  ended(executed: Executed): void {
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined) return this.#fairLimit.learn(executed);
    const { kind, taken } = executed;
    if (kind === "passed" && taken.length <= this.#choices) this.#covered += 1;
    this.#choices = Math.max(this.#choices, Math.min(taken.length, this.#fairLimit.limit));
    this.#actors = Math.max(this.#actors, running.actors);
  }

  claim(): Claim {
    if (this.#covered === 0) return { kind: "none" };
    const found = 1 / (this.#actors * this.#choices ** (this.#depth - 1));
    return { kind: "pct", depth: this.#depth, missProbability: (1 - found) ** this.#covered };
  }
}

/** The priorities of one execution. */
class Priorities implements Strategy {
  readonly #entropy: Entropy;
  /** Priorities of actors. An actor that was put last has one below 0. */
  readonly #priorities = new Map<Actor, number>();
  /** Choice points at which an actor is put last, with the new priority. */
  readonly #changes: { readonly at: number; readonly priority: number }[] = [];
  readonly #highest = new Highest((actor) => this.#priority(actorOf(actor)));
  #choices = 0;

  constructor(depth: number, choices: number, entropy: Entropy) {
    this.#entropy = entropy;
    for (let i = 1; i < depth; i++) {
      this.#changes.push({ at: Math.floor(entropy.random() * choices), priority: -i });
    }
    this.#changes.sort((a, b) => a.at - b.at);
  }

  get actors(): number {
    return this.#priorities.size;
  }

  choose(point: ChoicePoint): number {
    const at = this.#choices++;
    const changes: number[] = [];
    while (this.#changes[0]?.at === at) changes.push(this.#changes.shift()?.priority ?? 0);
    if (isAboutAlternatives(point.kind)) {
      return changes.length === 0 ? 0 : 1 + Math.floor(this.#entropy.random() * (point.count - 1));
    }
    let highest = this.#highest.of(point);
    for (const priority of changes) {
      this.#priorities.set(actorOf(point.option(highest)), priority);
      this.#highest.changed();
      highest = this.#highest.of(point);
    }
    return highest;
  }

  #priority(actor: Actor): number {
    let priority = this.#priorities.get(actor);
    if (priority === undefined) this.#priorities.set(actor, (priority = this.#entropy.random()));
    return priority;
  }
}
