import type { Entropy } from "../../core/contracts/entropy.ts";
import type { Actor } from "../../core/contracts/actor.ts";
import { type ChoicePoint, isAboutAlternatives, type Pool, type Strategy } from "../../core/contracts/strategy.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import { Alternatives } from "./alternatives.ts";
import { independentRuns } from "./independent-runs.ts";
import type { SearchStrategy } from "./search.ts";
import { type Member, TurnCounts, turnsLeft } from "./estimates/turn-counts.ts";
import { Lottery } from "./pools/lottery.ts";
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
    const alternatives = new Alternatives(entropy, seed, "urw");
    const next = (): Strategy & Probe => {
      counts.begin();
      alternatives.begin();
      return new Walk(counts, entropy, alternatives);
    };
    return independentRuns("urw", next, () => counts.settle());
  };
}

/** One execution. */
class Walk implements Strategy, Probe {
  readonly #counts: TurnCounts;
  readonly #entropy: Entropy;
  readonly #alternatives: Alternatives;
  readonly #lotteries = new Map<Pool, Lottery<Member>>();

  constructor(counts: TurnCounts, entropy: Entropy, alternatives: Alternatives) {
    this.#counts = counts;
    this.#entropy = entropy;
    this.#alternatives = alternatives;
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

  choose(point: ChoicePoint): number {
    const { kind, pool, poolFrom } = point;
    if (isAboutAlternatives(kind)) return this.#alternatives.choose(point);
    const lottery = pool === undefined ? undefined : this.#lotteryOf(pool);
    this.#update();
    const inPool = lottery?.total ?? 0;
    let ticket = this.#entropy.random() * (inPool + this.#weightBeside(point));
    if (lottery !== undefined && ticket < inPool) return poolFrom + lottery.winner(ticket);
    ticket -= inPool;
    for (const at of beside(point)) {
      ticket -= this.#weight(point, at);
      if (ticket < 0) return at;
    }
    return 0;
  }

  #weightBeside(point: ChoicePoint): number {
    let sum = 0;
    for (const at of beside(point)) sum += this.#weight(point, at);
    return sum;
  }

  #weight(point: ChoicePoint, at: number): number {
    return turnsLeft(this.#counts.memberOf(point.option(at)));
  }

  #lotteryOf(pool: Pool): Lottery<Member> {
    let lottery = this.#lotteries.get(pool);
    if (lottery === undefined) {
      lottery = new Lottery(pool, (actor) => this.#counts.memberOf(actor), turnsLeft);
      this.#lotteries.set(pool, lottery);
    }
    return lottery;
  }

  #update(): void {
    for (const member of this.#counts.takeChanged()) {
      for (const lottery of this.#lotteries.values()) lottery.changed(member);
    }
  }
}

/** The indices of the alternatives that are not in the pool. */
function beside({ pool, poolFrom, count }: ChoicePoint): number[] {
  const indices: number[] = [];
  for (let at = 0; at < poolFrom; at++) indices.push(at);
  for (let at = poolFrom + (pool?.length ?? 0); at < count; at++) indices.push(at);
  return indices;
}
