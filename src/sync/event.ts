import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { createFuture } from "../core/future.ts";
import { LoopBound } from "./loop-bound.ts";
import { Waiters } from "./waiters.ts";

/**
 * A flag that tasks can wait for.
 *
 * {@link set} wakes every waiting task, in the order of arrival. A waiting task is woken even if the flag is cleared again
 * before it runs. A waiter that is cancelled takes nothing away from the others.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-sync.html#asyncio.Event | asyncio.Event}
 *
 * @example Hold tasks back until all is set up
 * ```ts
 * import assert from "node:assert/strict";
 * import { createTask, Event, run, sleep } from "timeloom";
 *
 * await run(async () => {
 *   const ready = new Event();
 *   const log: string[] = [];
 *   const worker = createTask(async () => {
 *     await ready.wait();
 *     log.push("work");
 *   });
 *
 *   await sleep(0);
 *   log.push("set up");
 *   ready.set();
 *   await worker;
 *
 *   assert.deepEqual(log, ["set up", "work"]);
 * });
 * ```
 */
export class Event extends LoopBound {
  #isSet = false;
  readonly #waiters = new Waiters();

  /** Whether the flag is set. */
  isSet(): boolean {
    this.touch("read");
    return this.#isSet;
  }

  /** Set the flag and wake every waiting task. Does nothing if the flag is set. */
  set(): void {
    this.touch(this.#isSet ? "read" : "write");
    if (this.#isSet) return;
    this.#isSet = true;
    while (this.#waiters.wakeNext());
  }

  /** Clear the flag: from now on {@link wait} waits for the next {@link set}. */
  clear(): void {
    this.touch("write");
    this.#isSet = false;
  }

  /**
   * Wait until the flag is set. Does not yield if it is.
   *
   * @throws {CancelledError} If the task is cancelled while it waits.
   * @throws {RuntimeError} If it has to wait and the event was used on another loop before.
   */
  wait(): Coroutine<true> {
    return Event.#wait(this);
  }

  static readonly #wait = coroutine(function* wait(event: Event): Generator<Wait, true, void> {
    event.touch("read");
    if (event.#isSet) return true;
    event.boundLoop();
    const waiter = event.#waiters.join(createFuture<void>(event, "wait()"));
    try {
      yield* waiter.future;
      return true;
    } catch (error) {
      event.touch("read"); // a later set() no longer meets who is cancelled
      throw error;
    } finally {
      event.#waiters.leave(waiter);
    }
  });

  override toString(): string {
    const waiters = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : "";
    return `<${this.constructor.name} [${this.#isSet ? "set" : "unset"}${waiters}]>`;
  }
}
