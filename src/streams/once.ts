import { touchWorld } from "../core/context/touch.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { createFuture, type Future } from "../core/future.ts";

/**
 * What happens once: a connection closes, a process exits. Any number of tasks may wait for it, before or afterwards, and each may be
 * cancelled without the others. Nobody has to.
 */
export class Once<T> {
  #outcome: Outcome<T> | undefined = undefined;
  readonly #waiters = new Set<Future<void>>(); // insertion order is arrival order

  /** It has happened. A second time does nothing. */
  happened(value: T): void {
    this.#settle({ value });
  }

  /** It has gone wrong: whoever waits gets `error`. */
  failed(error: Error): void {
    this.#settle({ error });
  }

  #settle(outcome: Outcome<T>): void {
    touchWorld(this, "write");
    if (this.#outcome !== undefined) return;
    this.#outcome = outcome;
    for (const waiter of this.#waiters) {
      if (!waiter.done()) waiter.setResult();
    }
  }

  /** Wait for it. Does not yield if it has happened. @param waiting - What waits, and `operation`: as a deadlock report names them. */
  wait(waiting: object, operation: string): Coroutine<T> {
    return Once.#wait(this, waiting, operation) as Coroutine<T>;
  }

  static readonly #wait = coroutine(function* wait(
    once: Once<unknown>,
    waiting: object,
    operation: string,
  ): Generator<Wait, unknown, void> {
    touchWorld(once, once.#outcome === undefined ? "write" : "read");
    if (once.#outcome === undefined) {
      const waiter = createFuture<void>(waiting, operation);
      once.#waiters.add(waiter);
      try {
        yield* waiter;
      } finally {
        touchWorld(once, "write");
        once.#waiters.delete(waiter);
      }
    }
    const outcome = once.#outcome as Outcome<unknown>;
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  });
}

type Outcome<T> = { readonly value: T } | { readonly error: Error };
