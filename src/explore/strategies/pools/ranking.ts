import type { Actor } from "../../../core/contracts/actor.ts";
import type { Pool, PoolFollower } from "../../../core/contracts/strategy.ts";
import { RankHeap, type Ranked } from "./rank-heap.ts";

/** Knows which actor of a pool has the highest priority. The first time an actor may be chosen, its priority is asked for. */
export class Ranking implements PoolFollower {
  readonly #pool: Pool;
  readonly #priorityOf: (actor: Actor) => number;
  /** Came since the last choice, by number. */
  readonly #fresh = new Map<number, Actor>();
  /** All others, and some that have left. */
  readonly #heap = new RankHeap();

  /** @param priorityOf - The priority of an actor. If it changes while the actor waits, call `rerank()`. */
  constructor(pool: Pool, priorityOf: (actor: Actor) => number) {
    this.#pool = pool;
    this.#priorityOf = priorityOf;
    pool.follow(this);
  }

  joined(actor: Actor, number: number): void {
    this.#fresh.set(number, actor);
  }

  left(_: Actor, number: number): void {
    this.#fresh.delete(number);
  }

  /** The index of the actor with the highest priority; of several, the first. The pool is not empty. */
  highest(): number {
    this.#rankFresh();
    for (;;) {
      const index = this.#pool.indexOf((this.#heap.top() as Ranked).number);
      if (index !== -1) return index;
      this.#heap.pop();
    }
  }

  /** Ask for all priorities again, since one has changed. */
  rerank(): void {
    const waiting = this.#heap.toArray().filter(({ number }) => this.#pool.indexOf(number) !== -1);
    this.#heap.refill(waiting.map(({ actor, number }) => ({ actor, priority: this.#priorityOf(actor), number })));
  }

  /** In the order of the pool, so that they draw their numbers in this order. */
  #rankFresh(): void {
    const fresh = this.#fresh;
    if (fresh.size === 0) return;
    const numbers = [...fresh.keys()];
    if (numbers.length > 1) numbers.sort((one, other) => one - other);
    for (const number of numbers) {
      const actor = fresh.get(number) as Actor;
      this.#heap.push({ actor, priority: this.#priorityOf(actor), number });
    }
    fresh.clear();
    if (this.#heap.size > 2 * this.#pool.length + fewStale) this.rerank();
  }
}

/** So many that have left are not worth a search for them. */
const fewStale = 32;
