import { requireSeconds } from "../core/arguments/require-seconds.ts";
import { current, loopHere, requireLoop, taskHere } from "../core/context/current.ts";
import type { Awaitable, Wait } from "../core/contracts/loop-core.ts";
import { coroutine } from "../core/coroutine.ts";
import { TimeoutError } from "../core/errors/timeout-error.ts";
import { faceOf } from "../core/event-loop.ts";
import { ResourceFuture } from "../core/future.ts";
import { thisHost } from "../host/this-host.ts";
import { timeout as timeoutAfter } from "./timeout.ts";

/** Waits until something that belongs to no loop is done: in a task, elsewhere in a loop, and outside of loops. */
export class ConcurrentWait<T> implements Awaitable<T> {
  readonly #awaited: Settling;
  readonly #timeout: number | null;
  readonly #outcome: () => T;

  /**
   * @param timeout - Seconds; null waits without limit.
   * @param outcome - Returns or throws the outcome once `awaited` is done.
   * @throws {ValueError} If `timeout` is not a number.
   */
  constructor(awaited: Settling, timeout: number | null, outcome: () => T) {
    if (timeout !== null) requireSeconds("timeout", timeout);
    this.#awaited = awaited;
    this.#timeout = timeout;
    this.#outcome = outcome;
  }

  *[Symbol.iterator](): Generator<Wait, T, void> {
    if (!this.#awaited.done()) {
      const waiter = new ResourceFuture<void>(requireLoop(), this.#awaited, "result()");
      const wake = (): void => {
        if (!waiter.done()) waiter.setResult();
      };
      this.#awaited.addDoneCallback(wake);
      try {
        // Without a timeout this is a block that never expires.
        yield* timeoutAfter(this.#timeout).run(function* () {
          yield* waiter;
        });
      } finally {
        this.#awaited.removeDoneCallback(wake);
      }
    }
    return this.#outcome();
  }

  // eslint-disable-next-line unicorn/no-thenable -- being awaitable is what it is for
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const settled: PromiseLike<unknown> = taskHere() === undefined ? this.#promise() : inTask(this);
    return settled.then(onFulfilled as never, onRejected) as Promise<A | B>;
  }

  /** Outside of tasks. Inside of a loop the timeout is loop time all the same. */
  #promise(): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        giveUp?.();
        current.microtasksDue = true; // what awaits the promise goes on in this turn
        try {
          resolve(this.#outcome());
        } catch (error) {
          reject(error);
        }
      };
      const expire = (): void => {
        this.#awaited.removeDoneCallback(settle);
        current.microtasksDue = true;
        reject(new TimeoutError());
      };
      const giveUp = this.#awaited.done() || this.#timeout === null ? undefined : after(this.#timeout, expire);
      this.#awaited.addDoneCallback(settle);
    });
  }
}

/** What is waited for. */
interface Settling {
  done(): boolean;
  /** Call `callback` when it is done, or at once if it is. */
  addDoneCallback(callback: () => unknown): void;
  removeDoneCallback(callback: () => unknown): boolean;
}

const inTask = coroutine(function* result(wait: ConcurrentWait<unknown>): Generator<Wait, unknown, void> {
  return yield* wait;
});

/** Call back after `seconds`: of the running loop, or of the host. @returns a function that gives up */
function after(seconds: number, callback: () => void): () => void {
  const loop = loopHere();
  if (loop === undefined) return thisHost.afterDelay(Math.max(0, seconds) * 1000, callback);
  const timer = faceOf(loop).callLater(seconds, callback);
  return () => timer.cancel();
}
