import type { Forgotten, FutureCore, Report, Startable, TaskRegistry } from "../../core/contracts/loop-core.ts";
import { ForgottenCoroutines, neverRetrieved, pendingReports } from "./reports-at-close.ts";

/**
 * What a loop on the host's clock has forgotten. An exception that nobody retrieved is reported when its future is
 * collected, as in CPython: such a loop may run for months. A coroutine that was never awaited is reported at the close:
 * to follow each into the garbage collector would cost more than to run it.
 */
export class ReportsWhenCollected implements Forgotten {
  /** Failed futures that are neither retrieved nor collected, in order of failing. */
  readonly #failures = new Set<WeakRef<FutureCore>>();
  readonly #coroutines = new ForgottenCoroutines();
  readonly #references = new WeakMap<FutureCore, WeakRef<FutureCore>>();
  readonly #registry: FinalizationRegistry<Remains>;

  /** @param report - Called for each failure that is collected. */
  constructor(report: (context: Report) => void) {
    this.#registry = new FinalizationRegistry((remains) => {
      if (this.#failures.delete(remains.reference)) report(remains.report);
    });
  }

  addCoroutine(coroutine: Startable): void {
    this.#coroutines.add(coroutine);
  }

  addFailure(future: FutureCore): void {
    const reference = new WeakRef(future);
    this.#failures.add(reference);
    this.#references.set(future, reference);
    const { message, exception } = neverRetrieved(future);
    this.#registry.register(future, { reference, report: { message, exception } }, future);
  }

  retrieved(future: FutureCore): void {
    this.#registry.unregister(future);
    const reference = this.#references.get(future);
    if (reference !== undefined) this.#failures.delete(reference);
  }

  take(tasks: TaskRegistry): Report[] {
    const left = [...this.#failures].map((reference) => reference.deref());
    this.#failures.clear();
    const forgotten = left.filter((future) => future?.phase === "failed") as FutureCore[];
    return [...this.#coroutines.reports(), ...forgotten.map(neverRetrieved), ...pendingReports(tasks)];
  }
}

/** What is known of a failed future once it is collected. */
interface Remains {
  readonly reference: WeakRef<FutureCore>;
  readonly report: Report;
}
