import { CancelledError, createFuture, type Future, Semaphore, sleep, TaskGroup, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";

// FIFO order finds it: release() wakes the only waiter, and the cancellation reaches it before its turn comes.

export const bugs: readonly Bug[] = [
  {
    id: "semaphore-wedge",
    title: "A woken waiter is cancelled, the mark of its wake-up stays, and every later acquire() waits for ever",
    source: new URL("https://github.com/python/cpython/issues/90155"),
    tier: "T2",
    buggy: semaphoreWedge,
    fixed: semaphoreWedgeFixed,
  },
];

export default function* semaphoreWedge(): Generator<Wait, void, void> {
  yield* program(new BuggySemaphore());
}

export function* semaphoreWedgeFixed(): Generator<Wait, void, void> {
  yield* program(new Semaphore());
}

function* program(semaphore: BuggySemaphore | Semaphore): Generator<Wait, void, void> {
  yield* semaphore.acquire();
  yield* new TaskGroup().run(function* (group) {
    const cancelled = group.createTask(() => visit(semaphore));
    group.createTask(function* () {
      yield* sleep(0);
      semaphore.release();
    });
    group.createTask(function* () {
      yield* sleep(0);
      cancelled.cancel();
    });
  });
  yield* visit(semaphore);
}

function* visit(semaphore: BuggySemaphore | Semaphore): Generator<Wait, void, void> {
  yield* semaphore.acquire();
  semaphore.release();
}

/** A woken waiter is marked, so that nobody overtakes it; only the waiter itself takes the mark away. */
class BuggySemaphore {
  readonly #state = shared({ value: 1, wakeUpScheduled: false });
  readonly #waiters: Future<void>[] = shared([]);

  *acquire(): Generator<Wait, void, void> {
    while (this.#state.wakeUpScheduled || this.#state.value <= 0) {
      const turn = createFuture<void>(this, "acquire()");
      this.#waiters.push(turn);
      try {
        yield* turn;
        this.#state.wakeUpScheduled = false;
      } catch (error) {
        if (error instanceof CancelledError) this.#wakeNext();
        throw error;
      }
    }
    this.#state.value -= 1;
  }

  release(): void {
    this.#state.value += 1;
    this.#wakeNext();
  }

  #wakeNext(): void {
    for (let first = this.#waiters.shift(); first !== undefined; first = this.#waiters.shift()) {
      if (first.done()) continue;
      first.setResult();
      this.#state.wakeUpScheduled = true;
      return;
    }
  }
}
