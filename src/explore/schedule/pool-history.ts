import type { Actor } from "../../core/contracts/actor.ts";
import type { Pool, PoolFollower } from "../../core/contracts/strategy.ts";

/** Remembers when each actor was in a pool, in counts of what came and went. */
export class PoolHistory implements PoolFollower {
  readonly #stays = new Map<Actor, Stay>();
  #now = 0;

  constructor(pool: Pool) {
    pool.follow(this);
  }

  /** How often something has come or gone so far. */
  get now(): number {
    return this.#now;
  }

  joined(actor: Actor): void {
    this.#now += 1;
    this.#stays.set(actor, { from: this.#now, to: Infinity });
  }

  left(actor: Actor): void {
    const stay = this.#stays.get(actor);
    if (stay !== undefined) stay.to = this.#now;
    this.#now += 1;
  }

  /** Whether `actor` was in the pool when `now` was `when`. The latest stay counts. */
  held(actor: Actor, when: number): boolean {
    const stay = this.#stays.get(actor);
    return stay !== undefined && stay.from <= when && when <= stay.to;
  }
}

/** From the first to the last moment in the pool. */
interface Stay {
  readonly from: number;
  to: number;
}
