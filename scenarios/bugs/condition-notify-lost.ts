import {
  CancelledError,
  Condition,
  createFuture,
  type Future,
  Lock,
  sleep,
  TaskGroup,
  wait,
  type Wait,
} from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";

// FIFO order finds it: the waiter that notify() has chosen is cancelled before it runs.

export const bugs: readonly Bug[] = [
  {
    id: "condition-notify-lost",
    title: "A notified waiter is cancelled and takes the notification along: the other one never learns of the item",
    source: new URL("https://github.com/python/cpython/issues/112202"),
    tier: "T1",
    buggy: conditionNotifyLost,
    fixed: conditionNotifyLostFixed,
  },
];

export default function* conditionNotifyLost(): Generator<Wait, void, void> {
  yield* program(new BuggyCondition());
}

export function* conditionNotifyLostFixed(): Generator<Wait, void, void> {
  yield* program(new Condition());
}

function* program(condition: BuggyCondition | Condition): Generator<Wait, void, void> {
  const items: string[] = shared([]);
  function* consume(): Generator<Wait, void, void> {
    yield* condition.acquire();
    try {
      while (items.length === 0) yield* condition.wait();
      items.shift();
    } finally {
      condition.release();
    }
  }

  yield* new TaskGroup().run(function* (group) {
    const cancelled = group.createTask(consume);
    const other = group.createTask(consume);
    group.createTask(function* () {
      yield* sleep(0);
      yield* condition.acquire();
      items.push("apple");
      condition.notify();
      condition.release();
      cancelled.cancel();
    });
    yield* wait([cancelled]);
    if (cancelled.cancelled()) yield* other;
    else other.cancel(); // there is no second apple
  });
}

/** wait() does not look at whether it had been notified when it was cancelled. */
export class BuggyCondition {
  readonly #lock = new Lock();
  readonly #waiters = shared(new Set<Future<void>>()); // insertion order is arrival order

  *acquire(): Generator<Wait, void, void> {
    yield* this.#lock.acquire();
  }

  release(): void {
    this.#lock.release();
  }

  *wait(): Generator<Wait, void, void> {
    this.release();
    const notified = createFuture<void>(this, "wait()");
    this.#waiters.add(notified);
    try {
      yield* notified;
    } finally {
      this.#waiters.delete(notified);
      yield* this.#reacquire();
    }
  }

  *#reacquire(): Generator<Wait, void, void> {
    let cancellation: CancelledError | undefined;
    for (;;) {
      try {
        yield* this.acquire();
        break;
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error;
        cancellation = error;
      }
    }
    if (cancellation !== undefined) throw cancellation;
  }

  notify(): void {
    [...this.#waiters].find((waiter) => !waiter.done())?.setResult();
  }
}
