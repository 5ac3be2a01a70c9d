import type { Coroutine } from "../../core/coroutine.ts";
import type { ExceptionContext, Forgotten, TaskRegistry } from "../../core/event-loop.ts";
import type { Future } from "../../core/future.ts";
import { ForgottenCoroutines, neverRetrieved, pendingReports } from "./forgotten-at-close.ts";

/** What is known of a failed future once it is collected. */
interface Remains {
  readonly reference: WeakRef<Future<unknown>>;
  readonly report: ExceptionContext;
}

/**
 * What a loop on the host's clock has forgotten. An exception that nobody retrieved is reported when its future is
 * collected, as in CPython: such a loop may run for months. A coroutine that was never awaited is reported at the close:
 * to follow each into the garbage collector would cost more than to run it.
 */
export class ReportsWhenCollected implements Forgotten {
  /** Failed futures that are neither retrieved nor collected, in order of failing. */
  readonly #failures = new Set<WeakRef<Future<unknown>>>();
  readonly #coroutines = new ForgottenCoroutines();
  readonly #references = new WeakMap<Future<unknown>, WeakRef<Future<unknown>>>();
  readonly #registry: FinalizationRegistry<Remains>;

  /** @param report - Hears of each failure that is collected. */
  constructor(report: (context: ExceptionContext) => void) {
    this.#registry = new FinalizationRegistry((remains) => {
      if (this.#failures.delete(remains.reference)) report(remains.report);
    });
  }

  addCoroutine(coroutine: Coroutine<unknown>): void {
    this.#coroutines.add(coroutine);
  }

  addFailure(future: Future<unknown>): void {
    const reference = new WeakRef(future);
    this.#failures.add(reference);
    this.#references.set(future, reference);
    const { message, exception } = neverRetrieved(future);
    this.#registry.register(future, { reference, report: { message, exception } }, future);
  }

  retrieved(future: Future<unknown>): void {
    this.#registry.unregister(future);
    const reference = this.#references.get(future);
    if (reference !== undefined) this.#failures.delete(reference);
  }

  take(tasks: TaskRegistry): ExceptionContext[] {
    const left = [...this.#failures].map((reference) => reference.deref());
    this.#failures.clear();
    const forgotten = left.filter((future) => future?.unretrieved === true) as Future<unknown>[];
    return [...this.#coroutines.reports(), ...forgotten.map(neverRetrieved), ...pendingReports(tasks)];
  }
}
