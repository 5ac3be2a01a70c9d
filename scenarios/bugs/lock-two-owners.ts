import assert from "node:assert/strict";
import { CancelledError, createFuture, type Future, Lock, sleep, TaskGroup, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
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
  const owners = shared({ now: 0, most: 0 });
  function* visit(): Generator<Wait, void, void> {
    yield* lock.acquire();
    owners.now += 1;
    owners.most = Math.max(owners.most, owners.now);
    try {
      yield* sleep(0);
    } finally {
      owners.now -= 1;
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
  assert.equal(owners.most, 1, "two tasks owned the lock at the same time");
}

/** Passes the wake-up of a cancelled waiter on, but to the next who sleeps, and also if it never had one. */
export class BuggyLock {
  readonly #state = shared({ locked: false });
  readonly #waiters = shared(new Set<Future<void>>()); // insertion order is arrival order

  *acquire(): Generator<Wait, void, void> {
    if (this.#state.locked || [...this.#waiters].some((waiter) => !waiter.cancelled())) {
      const turn = createFuture<void>(this, "acquire()");
      this.#waiters.add(turn);
      try {
        yield* turn;
      } catch (error) {
        if (error instanceof CancelledError && !this.#state.locked) this.#wakeNext();
        throw error;
      } finally {
        this.#waiters.delete(turn);
      }
    }
    this.#state.locked = true;
  }

  release(): void {
    this.#state.locked = false;
    this.#wakeNext();
  }

  #wakeNext(): void {
    [...this.#waiters].find((waiter) => !waiter.done())?.setResult();
  }
}
