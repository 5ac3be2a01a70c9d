import { requireCount } from "../core/arguments/require-number.ts";
import type { Body, Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { CancelledError } from "../core/errors/cancelled-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import { createFuture } from "../core/future.ts";
import { LoopBound } from "./loop-bound.ts";
import { holding } from "./holding.ts";
import { Waiters } from "./waiters.ts";

/**
 * A number of permits: at most that many tasks are inside at a time.
 *
 * Waiters are served in the order in which they arrived, and a task that asks later never overtakes one that waits. A
 * waiter that is cancelled leaves the line; a permit that was already meant for it goes to the next one.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-sync.html#asyncio.Semaphore | asyncio.Semaphore}
 *
 * @example At most two downloads at a time
 * ```ts
 * import assert from "node:assert/strict";
 * import { gather, run, Semaphore, sleep } from "timeloom";
 *
 * await run(async () => {
 *   const slots = new Semaphore(2);
 *   let running = 0;
 *   let most = 0;
 *   const download = () =>
 *     slots.run(async () => {
 *       running += 1;
 *       most = Math.max(most, running);
 *       await sleep(0);
 *       running -= 1;
 *     });
 *
 *   await gather(download(), download(), download(), download());
 *
 *   assert.equal(most, 2);
 * });
 * ```
 */
export class Semaphore extends LoopBound {
  #value: number; // permits that are neither taken nor promised to a woken waiter
  readonly #waiters = new Waiters();

  /**
   * @param value - Permits at the start.
   * @throws {ValueError} If `value` is negative, or not a whole number. Infinity is one: permits without end.
   */
  constructor(value = 1) {
    super();
    requireCount("value", value);
    if (value < 0) {
      throw new ValueError("Semaphore initial value must be >= 0", "pass how many tasks may be inside at a time");
    }
    this.#value = value;
  }

  /** Permits that nobody has taken or been promised. */
  protected get value(): number {
    this.touch("read");
    return this.#value;
  }

  /** Whether {@link acquire} would have to wait: no permit is left, or others are ahead. */
  locked(): boolean {
    this.touch("read");
    return this.#value === 0 || this.#waiters.haveClaim();
  }

  /**
   * Wait until a permit is free and nobody is ahead, then take it. Does not yield if one is free at once.
   *
   * @throws {CancelledError} If the task is cancelled while it waits. No permit is taken then.
   * @throws {RuntimeError} If it has to wait and the semaphore was used on another loop before.
   */
  acquire(): Coroutine<true> {
    return Semaphore.#acquire(this);
  }

  static readonly #acquire = coroutine(function* acquire(semaphore: Semaphore): Generator<Wait, true, void> {
    semaphore.touch("write");
    if (!semaphore.locked()) {
      semaphore.#value -= 1;
      return true;
    }
    semaphore.boundLoop();
    const permit = createFuture<void>(semaphore, "acquire()");
    const waiter = semaphore.#waiters.join(permit);
    try {
      try {
        yield* permit;
      } finally {
        semaphore.touch("write");
        semaphore.#waiters.leave(waiter);
      }
    } catch (error) {
      // release() had promised us the permit before the cancellation: give it back (gh-90155).
      if (error instanceof CancelledError && permit.done() && !permit.cancelled()) semaphore.#value += 1;
      throw error;
    } finally {
      // Tasks that came while a permit was free had to queue behind us (bpo-45997): serve as many as there are permits.
      while (semaphore.#value > 0 && semaphore.#wakeNext());
    }
    return true;
  });

  /** Give a permit back and wake the next waiter. Never blocks, and may be called without {@link acquire}. */
  release(): void {
    this.touch("write");
    this.#value += 1;
    this.#wakeNext();
  }

  /** Run `body` while holding a permit, as `async with semaphore: body`. */
  run<T>(body: Body<[], T>): Coroutine<T> {
    return holding(this, body);
  }

  override toString(): string {
    const state = this.locked() ? "locked" : `unlocked, value:${this.#value}`;
    const waiters = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : "";
    return `<${this.constructor.name} [${state}${waiters}]>`;
  }

  /** The permit is taken here and not when the waiter runs, so that no newcomer can take it in between. */
  #wakeNext(): boolean {
    if (!this.#waiters.wakeNext()) return false;
    this.#value -= 1;
    return true;
  }
}

/**
 * A {@link Semaphore} that refuses to hold more permits than it started with, so that a superfluous `release()` is found.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-sync.html#asyncio.BoundedSemaphore | asyncio.BoundedSemaphore}
 *
 * @example A release too many
 * ```ts
 * import assert from "node:assert/strict";
 * import { BoundedSemaphore, run, ValueError } from "timeloom";
 *
 * await run(async () => {
 *   const slots = new BoundedSemaphore(2);
 *
 *   await slots.acquire();
 *   slots.release();
 *
 *   assert.throws(() => slots.release(), ValueError);
 * });
 * ```
 */
export class BoundedSemaphore extends Semaphore {
  readonly #bound: number;

  /**
   * @param value - Permits at the start, and at most.
   * @throws {ValueError} If `value` is negative, or not a whole number. Infinity is one: permits without end.
   */
  constructor(value = 1) {
    super(value);
    this.#bound = value;
  }

  /**
   * Give a permit back and wake the next waiter. Never blocks.
   *
   * @throws {ValueError} If there would be more permits than at the start.
   */
  override release(): void {
    if (this.value >= this.#bound) {
      throw new ValueError(
        "BoundedSemaphore released too many times",
        "call release() once per acquire(), in a finally block, or use semaphore.run(body)",
      );
    }
    super.release();
  }
}
