import { createFuture, type Future, Lock, sleep, TaskGroup, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";

// FIFO order passes. Needed: the release wakes the first waiter, and the cancellation reaches it before its turn comes.

export const bugs: readonly Bug[] = [
  {
    id: "lock-lost-wakeup",
    title:
      "A waiter that is cancelled after release() has woken it keeps the wake-up, and the next waiter sleeps for ever",
    source: new URL("https://bugs.python.org/issue27585"),
    tier: "T2",
    buggy: lockLostWakeup,
    fixed: lockLostWakeupFixed,
  },
];

export default function* lockLostWakeup(): Generator<Wait, void, void> {
  yield* program(new BuggyLock());
}

export function* lockLostWakeupFixed(): Generator<Wait, void, void> {
  yield* program(new Lock());
}

function* program(lock: BuggyLock | Lock): Generator<Wait, void, void> {
  yield* new TaskGroup().run(function* (group) {
    yield* lock.acquire();
    const cancelled = group.createTask(() => visit(lock));
    group.createTask(() => visit(lock));
    group.createTask(function* () {
      yield* sleep(0);
      yield* sleep(0);
      cancelled.cancel();
    });
    yield* sleep(0);
    lock.release();
  });
}

function* visit(lock: BuggyLock | Lock): Generator<Wait, void, void> {
  yield* lock.acquire();
  lock.release();
}

/** Nothing in acquire() knows that a woken waiter may be cancelled. */
export class BuggyLock {
  readonly #state = shared({ locked: false });
  readonly #waiters = shared(new Set<Future<void>>()); // insertion order is arrival order

  *acquire(): Generator<Wait, void, void> {
    if (this.#state.locked || [...this.#waiters].some((waiter) => !waiter.cancelled())) {
      const turn = createFuture<void>(this, "acquire()");
      this.#waiters.add(turn);
      try {
        yield* turn;
      } finally {
        this.#waiters.delete(turn);
      }
    }
    this.#state.locked = true;
  }

  release(): void {
    this.#state.locked = false;
    [...this.#waiters].find((waiter) => !waiter.done())?.setResult();
  }
}
