import type { Body, TaskCore, Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { taskHere } from "../core/context/current.ts";
import { CancelledError } from "../core/errors/cancelled-error.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { createFuture } from "../core/future.ts";
import { LoopBound } from "./loop-bound.ts";
import { holding } from "./holding.ts";
import { Waiters } from "./waiters.ts";

/**
 * A mutual-exclusion lock for the tasks of one loop.
 *
 * At most one task holds it. Waiters are served in the order in which they arrived, and a task that asks later never
 * overtakes one that waits. A waiter that is cancelled leaves the line; if its turn had come, the next one gets it.
 *
 * It is not re-entrant: a task that acquires it twice waits for itself. Any task may release it.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock | asyncio.Lock}
 *
 * @example Two updates that must not interleave
 * ```ts
 * import assert from "node:assert/strict";
 * import { gather, Lock, run, sleep } from "timeloom";
 *
 * await run(async () => {
 *   const lock = new Lock();
 *   let balance = 100;
 *   const deposit = (amount: number) => async () => {
 *     await lock.run(async () => {
 *       const before = balance;
 *       await sleep(0); // without the lock, the other deposit would run here
 *       balance = before + amount;
 *     });
 *   };
 *
 *   await gather(deposit(10), deposit(20));
 *
 *   assert.equal(balance, 130);
 * });
 * ```
 */
export class Lock extends LoopBound {
  #holder: TaskCore | undefined | null = null; // null while the lock is free, undefined if it was taken outside of a task
  readonly #waiters = new Waiters();

  /** Whether the lock is held. */
  locked(): boolean {
    this.touch("read");
    return this.#holder !== null;
  }

  /**
   * The task that took the lock and has not released it: waiters wait for this task.
   *
   * @internal
   */
  get holder(): TaskCore | null {
    return this.#holder ?? null;
  }

  /**
   * Wait until the lock is free and nobody is ahead, then take it. Does not yield if it is free at once.
   *
   * @throws {CancelledError} If the task is cancelled while it waits. The lock is then not held.
   * @throws {RuntimeError} If it has to wait and the lock was used on another loop before.
   */
  acquire(): Coroutine<true> {
    return Lock.#acquire(this);
  }

  static readonly #acquire = coroutine(function* acquire(lock: Lock): Generator<Wait, true, void> {
    lock.touch("write");
    if (lock.#holder !== null || lock.#waiters.haveClaim()) {
      lock.boundLoop();
      const turn = lock.#waiters.join(createFuture<void>(lock, "acquire()"));
      try {
        try {
          yield* turn.future;
        } finally {
          lock.touch("write");
          lock.#waiters.leave(turn);
        }
      } catch (error) {
        // release() may have woken us just before the cancellation: pass the turn on (bpo-27585). Not while somebody
        // holds the lock, and never beyond the first in line, or two would own it (bpo-32734).
        if (error instanceof CancelledError && lock.#holder === null) lock.#wakeFirst();
        throw error;
      }
    }
    const task = taskHere();
    lock.#holder = task;
    task?.loop.probes.all?.acquired?.(lock, task);
    return true;
  });

  /**
   * Free the lock and wake the first waiter. Never blocks.
   *
   * @throws {RuntimeError} If the lock is free.
   */
  release(): void {
    this.touch("write");
    if (this.#holder === null) {
      throw new RuntimeError(
        "Lock is not acquired.",
        "call release() once per acquire(), in a finally block, or use lock.run(body)",
      );
    }
    this.#holder?.loop.probes.all?.released?.(this);
    this.#holder = null;
    this.#wakeFirst();
  }

  /** Run `body` while holding the lock, as `async with lock: body`. The lock is released however `body` ends. */
  run<T>(body: Body<[], T>): Coroutine<T> {
    return holding(this, body);
  }

  override toString(): string {
    const waiters = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : "";
    return `<${this.constructor.name} [${this.locked() ? "locked" : "unlocked"}${waiters}]>`;
  }

  #wakeFirst(): void {
    const first = this.#waiters.first;
    if (first !== undefined && !first.done()) first.setResult();
  }
}
