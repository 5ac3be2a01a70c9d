import assert from "node:assert/strict";
import { CancelledError, createFuture, type Future, Lock, sleep, TaskGroup, type Wait } from "timeloom";
import type { Bug } from "./bug.ts";

// FIFO order finds it: a waiter in the middle is cancelled, the lock is released, and the cancelled one runs
// before the woken one.

export const bugs: readonly Bug[] = [
  {
    id: "lock-two-owners",
    title: "A cancelled waiter that sees a free lock wakes one waiter too many, and two tasks own the lock",
    source: new URL("https://bugs.python.org/issue32734"),
    tier: "T1",
    buggy: lockTwoOwners,
    fixed: lockTwoOwnersFixed,
  },
];

export default function* lockTwoOwners(): Generator<Wait, void, void> {
  yield* program(new BuggyLock());
}

export function* lockTwoOwnersFixed(): Generator<Wait, void, void> {
  yield* program(new Lock());
}

function* program(lock: BuggyLock | Lock): Generator<Wait, void, void> {
  let owners = 0;
  let mostOwners = 0;
  function* visit(): Generator<Wait, void, void> {
    yield* lock.acquire();
    owners += 1;
    mostOwners = Math.max(mostOwners, owners);
    try {
      yield* sleep(0);
    } finally {
      owners -= 1;
      lock.release();
    }
  }

  yield* new TaskGroup().run(function* (group) {
    yield* lock.acquire();
    group.createTask(visit);
    const cancelled = group.createTask(visit);
    group.createTask(visit);
    for (let i = 0; i < 3; i++) yield* sleep(0);
    cancelled.cancel();
    lock.release();
  });
  assert.equal(mostOwners, 1, "two tasks owned the lock at the same time");
}

/** Passes the wake-up of a cancelled waiter on, but to the next who sleeps, and also if it never had one. */
export class BuggyLock {
  #locked = false;
  readonly #waiters = new Set<Future<void>>(); // insertion order is arrival order

  *acquire(): Generator<Wait, void, void> {
    if (this.#locked || [...this.#waiters].some((waiter) => !waiter.cancelled())) {
      const turn = createFuture<void>(this, "acquire()");
      this.#waiters.add(turn);
      try {
        yield* turn;
      } catch (error) {
        if (error instanceof CancelledError && !this.#locked) this.#wakeNext();
        throw error;
      } finally {
        this.#waiters.delete(turn);
      }
    }
    this.#locked = true;
  }

  release(): void {
    this.#locked = false;
    this.#wakeNext();
  }

  #wakeNext(): void {
    [...this.#waiters].find((waiter) => !waiter.done())?.setResult();
  }
}
