import type { Future } from "../core/future.ts";

/**
 * The line of tasks that wait for one thing, in order of arrival.
 *
 * A linked list, because a cancelled waiter leaves from the middle. A `Set` would do, but reading its first member
 * steps over every deleted one: a line of 100,000 takes 1.5 s to serve.
 */
export class Waiters {
  #first: Waiter | null = null;
  #last: Waiter | null = null;
  #unwoken: Waiter | null = null; // all waiters before it are done: woken or cancelled
  #size = 0;

  /** How many waiters are in line, including woken and cancelled ones that have not run yet. */
  get size(): number {
    return this.#size;
  }

  get first(): Future<void> | undefined {
    return this.#first?.future;
  }

  join(future: Future<void>): Waiter {
    const waiter = new Waiter(future);
    const last = this.#last;
    if (last === null) {
      this.#first = waiter;
    } else {
      waiter.previous = last;
      last.next = waiter;
    }
    this.#last = waiter;
    this.#unwoken ??= waiter;
    this.#size += 1;
    return waiter;
  }

  /** Does nothing if {@link shift} has taken the waiter out already. */
  leave(waiter: Waiter): void {
    if (!waiter.inLine) return;
    waiter.inLine = false;
    const { previous, next } = waiter;
    if (previous === null) this.#first = next;
    else previous.next = next;
    if (next === null) this.#last = previous;
    else next.previous = previous;
    if (this.#unwoken === waiter) this.#unwoken = next;
    waiter.previous = null;
    waiter.next = null;
    this.#size -= 1;
  }

  /** Take the first waiter out of the line. */
  shift(): Future<void> | undefined {
    const first = this.#first;
    if (first === null) return undefined;
    this.leave(first);
    return first.future;
  }

  /**
   * Wake the first waiter that is neither woken nor cancelled. It stays in line until it runs.
   *
   * @returns Whether there was one.
   */
  wakeNext(): boolean {
    let waiter = this.#unwoken;
    while (waiter !== null && waiter.future.done()) waiter = waiter.next;
    this.#unwoken = waiter;
    if (waiter === null) return false;
    waiter.future.setResult();
    return true;
  }

  /** Whether any waiter in line has a claim. A cancelled one has none, even before it has run and left. */
  haveClaim(): boolean {
    for (let waiter = this.#first; waiter !== null; waiter = waiter.next) {
      if (!waiter.future.cancelled()) return true;
    }
    return false;
  }
}

/** One place in a line. The task that joined gives it back with {@link Waiters.leave}. */
export class Waiter {
  readonly future: Future<void>;
  previous: Waiter | null = null;
  next: Waiter | null = null;
  inLine = true;

  constructor(future: Future<void>) {
    this.future = future;
  }
}
