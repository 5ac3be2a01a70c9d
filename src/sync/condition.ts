import { functionOf, requireKind } from "../core/arguments/kind.ts";
import { requireCount } from "../core/arguments/require-number.ts";
import type { Body, Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { CancelledError } from "../core/errors/cancelled-error.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { createFuture } from "../core/future.ts";
import { LoopBound } from "./loop-bound.ts";
import { holding } from "./holding.ts";
import { Lock } from "./lock.ts";
import { Waiters } from "./waiters.ts";

/**
 * A lock, together with a line of tasks that wait for a notification without holding the lock.
 *
 * {@link notify} wakes waiters in the order in which they arrived; each of them then queues for the lock. A notification
 * is never lost: if the task that got it is cancelled before it has the lock again, another waiter gets it. The price is
 * that {@link wait} may return without cause, so check what you wait for again, or use {@link waitFor}.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-sync.html#asyncio.Condition | asyncio.Condition}
 *
 * @example Wait for an item in a plain array
 * ```ts
 * import assert from "node:assert/strict";
 * import { Condition, createTask, run } from "timeloom";
 *
 * await run(async () => {
 *   const changed = new Condition();
 *   const items: string[] = [];
 *   const consumer = createTask(() =>
 *     changed.run(async () => {
 *       await changed.waitFor(() => items.length > 0);
 *       return items.shift();
 *     }),
 *   );
 *
 *   await changed.run(async () => {
 *     items.push("apple");
 *     changed.notify();
 *   });
 *
 *   assert.equal(await consumer, "apple");
 * });
 * ```
 */
export class Condition extends LoopBound {
  readonly #lock: Lock;
  readonly #waiters = new Waiters();

  /** @param lock - The lock to use; its own by default. Several conditions may share one. */
  constructor(lock: Lock = new Lock()) {
    super();
    this.#lock = lock;
  }

  /** Whether the lock is held. */
  locked(): boolean {
    return this.#lock.locked();
  }

  /**
   * Wait for the lock and take it.
   *
   * @throws {CancelledError} If the task is cancelled while it waits. The lock is then not held.
   */
  acquire(): Coroutine<true> {
    return this.#lock.acquire();
  }

  /**
   * Free the lock.
   *
   * @throws {RuntimeError} If the lock is free.
   */
  release(): void {
    this.#lock.release();
  }

  /** Run `body` while holding the lock, as `async with condition: body`. */
  run<T>(body: Body<[], T>): Coroutine<T> {
    return holding(this, body);
  }

  /**
   * Release the lock, wait until notified, take the lock again.
   *
   * The lock is held again however the call ends: a cancellation is thrown only after the lock is back.
   *
   * @throws {RuntimeError} If the lock is not held.
   * @throws {CancelledError} If the task is cancelled meanwhile. A notification it had received goes to another waiter.
   */
  wait(): Coroutine<true> {
    return Condition.#wait(this, this);
  }

  /**
   * {@link wait} inside a primitive that is built on a condition: reports say that the task waits for `resource`.
   *
   * @internal
   */
  waitOnBehalfOf(resource: object): Coroutine<true> {
    return Condition.#wait(this, resource);
  }

  static readonly #wait = coroutine(function* wait(
    condition: Condition,
    resource: object,
  ): Generator<Wait, true, void> {
    if (!condition.locked()) {
      throw new RuntimeError("cannot wait on un-acquired lock", "call wait() inside condition.run(body)");
    }
    condition.boundLoop();
    condition.touch("write");
    const notification = createFuture<void>(resource, "wait()");
    condition.release();
    let hasReturned = false;
    try {
      try {
        const waiter = condition.#waiters.join(notification);
        try {
          yield* notification;
        } finally {
          condition.touch("write");
          condition.#waiters.leave(waiter);
        }
      } finally {
        yield* Condition.#reacquire(condition);
      }
      hasReturned = true;
      return true;
    } finally {
      // We may have been notified before the error reached us. That wake-up belongs to somebody else now (gh-112202).
      if (!hasReturned) {
        condition.touch("write");
        condition.#waiters.wakeNext();
      }
    }
  });

  /** Take the lock back, even if cancellations arrive meanwhile. The last one is thrown once the lock is held. */
  static readonly #reacquire = coroutine(function* reacquire(condition: Condition): Generator<Wait, void, void> {
    let cancellation: CancelledError | undefined;
    for (;;) {
      try {
        yield* condition.acquire();
        break;
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error;
        cancellation = error;
      }
    }
    if (cancellation !== undefined) throw cancellation;
  });

  /**
   * Wait until `predicate` holds. It is called at once, and again after every notification, always while the lock is held.
   *
   * @returns The first truthy value of `predicate`.
   * @throws {RuntimeError} If the predicate is false and the lock is not held.
   * @throws {CancelledError} If the task is cancelled meanwhile.
   */
  waitFor<T>(predicate: () => T): Coroutine<T> {
    return Condition.#waitFor(this, predicate);
  }

  static readonly #waitFor = coroutine(function* waitFor<T>(
    condition: Condition,
    predicate: () => T,
  ): Generator<Wait, T, void> {
    requireKind("predicate", predicate, aPredicate);
    let result = predicate();
    while (!result) {
      yield* condition.wait();
      result = predicate();
    }
    return result;
  });

  /**
   * Wake the `n` tasks that have waited longest, or all if fewer wait. They run once they have the lock.
   *
   * @throws {RuntimeError} If the lock is not held.
   * @throws {ValueError} If `n` is not a whole number.
   */
  notify(n = 1): void {
    requireCount("n", n);
    if (!this.locked()) {
      throw new RuntimeError("cannot notify on un-acquired lock", "call notify() inside condition.run(body)");
    }
    this.touch("write");
    for (let woken = 0; woken < n; woken += 1) {
      if (!this.#waiters.wakeNext()) return;
    }
  }

  /**
   * Wake every waiting task.
   *
   * @throws {RuntimeError} If the lock is not held.
   */
  notifyAll(): void {
    this.notify(this.#waiters.size);
  }

  override toString(): string {
    const waiters = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : "";
    return `<${this.constructor.name} [${this.locked() ? "locked" : "unlocked"}${waiters}]>`;
  }
}

const aPredicate = functionOf("pass () => ready");
