import { requireCount } from "../core/arguments/require-number.ts";
import type { Body, Wait } from "../core/contracts/loop-core.ts";
import { callBody } from "../core/call-body.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { BrokenBarrierError } from "./broken-barrier-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import { tellMade, touch } from "../core/context/touch.ts";
import { Condition } from "./condition.ts";

/**
 * A point that a fixed number of tasks pass together: each waits until all have come.
 *
 * It can be used again. A task that comes while the tasks of one round are still leaving waits for the next round, so
 * rounds never mix. A waiter that is cancelled leaves the round, which then needs one more.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-sync.html#asyncio.Barrier | asyncio.Barrier}
 *
 * @example Nobody starts before all are there
 * ```ts
 * import assert from "node:assert/strict";
 * import { Barrier, gather, run } from "timeloom";
 *
 * await run(async () => {
 *   const barrier = new Barrier(2);
 *   const log: string[] = [];
 *   const runner = (name: string) => async () => {
 *     log.push(`${name} is there`);
 *     await barrier.wait();
 *     log.push(`${name} starts`);
 *   };
 *
 *   await gather(runner("a"), runner("b"));
 *
 *   assert.deepEqual(log.slice(0, 2), ["a is there", "b is there"]);
 *   assert.deepEqual(log.slice(2).toSorted(), ["a starts", "b starts"]);
 * });
 * ```
 */
export class Barrier {
  readonly #parties: number;
  readonly #condition = new Condition(); // notified whenever the state changes
  #state: State = "filling";
  #count = 0; // tasks of this round that are inside

  /**
   * @param parties - How many tasks pass together.
   * @throws {ValueError} If `parties` is less than 1, or not a whole number.
   */
  constructor(parties: number) {
    requireCount("parties", parties);
    if (parties < 1) {
      throw new ValueError("parties must be >= 1", "pass how many tasks are to pass together");
    }
    this.#parties = parties;
    tellMade(this);
  }

  /** How many tasks pass together. */
  get parties(): number {
    return this.#parties;
  }

  /** How many tasks wait for the others. */
  get nWaiting(): number {
    touch(this, "read");
    return this.#state === "filling" ? this.#count : 0;
  }

  /** Whether the barrier is broken. {@link reset} repairs it. */
  get broken(): boolean {
    touch(this, "read");
    return this.#state === "broken";
  }

  /**
   * Wait until as many tasks have come as the barrier has parties. The last one to come does not wait.
   *
   * @returns A number from 0 to `parties - 1`, different for every task of the round: the order of arrival.
   * @throws {BrokenBarrierError} If the barrier is broken, or is broken or reset while the task waits.
   * @throws {CancelledError} If the task is cancelled while it waits. The task no longer counts then.
   */
  wait(): Coroutine<number> {
    return Barrier.#wait(this);
  }

  static readonly #wait = coroutine(function* wait(barrier: Barrier): Generator<Wait, number, void> {
    const condition = barrier.#condition;
    yield* condition.acquire();
    try {
      while (barrier.#isClearing()) yield* condition.waitOnBehalfOf(barrier);
      if (barrier.broken) {
        throw new BrokenBarrierError("Barrier aborted", "await barrier.reset() makes it usable again");
      }
      try {
        touch(barrier, "write");
        const index = barrier.#count;
        barrier.#count += 1;
        if (barrier.#count === barrier.#parties) {
          barrier.#become("draining");
        } else {
          while (barrier.#state === "filling") yield* condition.waitOnBehalfOf(barrier);
          if (barrier.#state !== "draining") {
            throw new BrokenBarrierError("Abort or reset of barrier", "catch it where the round is to be given up");
          }
        }
        return index;
      } finally {
        barrier.#leave();
      }
    } finally {
      condition.release();
    }
  });

  /** Wait as {@link wait} does, then run `body` with the index, as `async with barrier as index: body`. */
  run<T>(body: Body<[index: number], T>): Coroutine<T> {
    return Barrier.#run(this, body);
  }

  static readonly #run = coroutine(function* run<T>(
    barrier: Barrier,
    body: Body<[index: number], T>,
  ): Generator<Wait, T, void> {
    const index = yield* barrier.wait();
    return yield* callBody(body, index);
  });

  /**
   * Fail every waiting task with BrokenBarrierError and start a new round. Repairs a broken barrier.
   *
   * @throws {CancelledError} If the task is cancelled before it could begin.
   */
  reset(): Coroutine<void> {
    return Barrier.#reset(this);
  }

  static readonly #reset = coroutine(function* reset(barrier: Barrier): Generator<Wait, void, void> {
    yield* barrier.#condition.acquire();
    // Tasks that are still inside must leave first; the last one to leave starts the new round.
    barrier.#become(barrier.#count > 0 ? "resetting" : "filling");
    barrier.#condition.release();
  });

  /**
   * Break the barrier: every task that waits, and every task that comes later, gets BrokenBarrierError.
   *
   * @throws {CancelledError} If the task is cancelled before it could begin.
   */
  abort(): Coroutine<void> {
    return Barrier.#abort(this);
  }

  static readonly #abort = coroutine(function* abort(barrier: Barrier): Generator<Wait, void, void> {
    yield* barrier.#condition.acquire();
    barrier.#become("broken");
    barrier.#condition.release();
  });

  toString(): string {
    const waiters = this.broken ? "" : `, waiters:${this.nWaiting}/${this.#parties}`;
    return `<${this.constructor.name} [${this.#state}${waiters}]>`;
  }

  /** Whether the tasks of the last round are still leaving. */
  #isClearing(): boolean {
    return this.#state === "draining" || this.#state === "resetting";
  }

  #become(state: State): void {
    touch(this, "write");
    this.#state = state;
    this.#condition.notifyAll();
  }

  /** Called while the condition is held. The last one out opens the next round. */
  #leave(): void {
    touch(this, "write");
    this.#count -= 1;
    if (this.#count > 0) return;
    this.#become(this.#isClearing() ? "filling" : this.#state);
  }
}

/** Filling: tasks gather. Draining: all have come and are leaving. Resetting: those inside leave with an error. */
type State = "filling" | "draining" | "resetting" | "broken";
