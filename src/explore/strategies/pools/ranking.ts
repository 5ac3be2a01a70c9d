import type { Actor } from "../../../core/contracts/actor.ts";
import type { Pool, PoolFollower } from "../../../core/contracts/strategy.ts";
import { RankHeap, type Ranked } from "./rank-heap.ts";

/** Knows which actor of a pool has the highest priority. The first time an actor may be chosen, its priority is asked for. */
export class Ranking implements PoolFollower {
  readonly pool: Pool;
  readonly #priorityOf: (actor: Actor) => number;
  /** Came since the last choice; some may have left. */
  #fresh: Fresh[] = [];
  /** All others, and some that have left. */
  readonly #heap = new RankHeap();

  /** @param priorityOf - The priority of an actor. If it changes while the actor waits, call `rerank()`. */
  constructor(pool: Pool, priorityOf: (actor: Actor) => number) {
    this.pool = pool;
    this.#priorityOf = priorityOf;
    pool.follow(this);
  }

  joined(actor: Actor, number: number): void {
    if (this.#fresh.length > 2 * this.pool.length + fewStale) {
      this.#fresh = this.#fresh.filter((each) => this.#waits(each));
    }
    this.#fresh.push({ actor, number });
  }

  /** Nothing to do: who has left is passed over when the next choice comes. */
  left(): void {}

  /** The index of the actor with the highest priority; of several, the first. The pool is not empty. */
  highest(): number {
    this.#rankFresh();
    for (;;) {
      const index = this.pool.indexOf((this.#heap.top() as Ranked).number);
      if (index !== -1) return index;
      this.#heap.pop();
    }
  }

  /** Ask for all priorities again, since one has changed. */
  rerank(): void {
    const waiting = this.#heap.toArray().filter((each) => this.#waits(each));
    this.#heap.refill(waiting.map(({ actor, number }) => ({ actor, priority: this.#priorityOf(actor), number })));
  }

  #waits({ number }: Fresh): boolean {
    return this.pool.indexOf(number) !== -1;
  }

  /** In the order of the pool, so that they draw their numbers in this order. */
  #rankFresh(): void {
    const fresh = this.#fresh;
    if (fresh.length === 0) return;
    if (fresh.length > 1) fresh.sort((one, other) => other.number - one.number); // the last is taken first
    for (let each = fresh.pop(); each !== undefined; each = fresh.pop()) {
      if (!this.#waits(each)) continue;
      const { actor, number } = each;
      this.#heap.push({ actor, priority: this.#priorityOf(actor), number });
    }
    if (this.#heap.size > 2 * this.pool.length + fewStale) this.rerank();
  }
}

/** An actor of the pool, with its number there. */
interface Fresh {
  readonly actor: Actor;
  readonly number: number;
}

/** So many that have left are not worth a search for them. */
const fewStale = 32;
