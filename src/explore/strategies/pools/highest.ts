import type { Actor } from "../../../core/contracts/actor.ts";
import type { ChoicePoint, Pool } from "../../../core/contracts/strategy.ts";
import { Ranking } from "./ranking.ts";

/** Finds the alternative with the highest priority; of several, the first. */
export class Highest {
  readonly #priorityOf: (actor: Actor) => number;
  readonly #rankings = new Map<Pool, Ranking>();
  /** The ranking of the last choice: most choices of an execution are among the same pool. */
  #latest: Ranking | undefined = undefined;

  /** @param priorityOf - Called for each alternative in turn the first time that it may be chosen. */
  constructor(priorityOf: (actor: Actor) => number) {
    this.#priorityOf = priorityOf;
  }

  of(point: ChoicePoint): number {
    const { pool, poolFrom, count } = point;
    if (pool === undefined || pool.length === 0) return this.#better(point, 0, count, 0);
    if (pool.length === count) return this.#rankingOf(pool).highest();
    const before = this.#better(point, 0, poolFrom, 0);
    const inPool = poolFrom + this.#rankingOf(pool).highest();
    const best = poolFrom === 0 ? inPool : this.#better(point, inPool, inPool + 1, before);
    return this.#better(point, poolFrom + pool.length, count, best);
  }

  /** A priority has changed. Takes time in proportion to the number of alternatives. */
  changed(): void {
    for (const ranking of this.#rankings.values()) ranking.rerank();
  }

  /** The alternative from `from` to before `end` that has a higher priority than `than`, or `than` itself. */
  #better(point: ChoicePoint, from: number, end: number, than: number): number {
    if (from >= end) return than;
    let best = than;
    let highest = this.#priorityOf(point.option(than));
    for (let at = from; at < end; at++) {
      const priority = this.#priorityOf(point.option(at));
      if (priority > highest) [best, highest] = [at, priority];
    }
    return best;
  }

  #rankingOf(pool: Pool): Ranking {
    if (this.#latest?.pool === pool) return this.#latest;
    let ranking = this.#rankings.get(pool);
    if (ranking === undefined) this.#rankings.set(pool, (ranking = new Ranking(pool, this.#priorityOf)));
    this.#latest = ranking;
    return ranking;
  }
}
