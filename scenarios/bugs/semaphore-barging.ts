import assert from "node:assert/strict";
import { createFuture, type Future, Semaphore, sleep, TaskGroup, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";

// FIFO order finds it: a newcomer asks after release() has woken a waiter and before that one runs.

export const bugs: readonly Bug[] = [
  {
    id: "semaphore-barging",
    title: "A newcomer takes the permit of a woken waiter, which has to queue again behind everybody else",
    source: new URL("https://bugs.python.org/issue45997"),
    tier: "T1",
    buggy: semaphoreBarging,
    fixed: semaphoreBargingFixed,
  },
];

export default function* semaphoreBarging(): Generator<Wait, void, void> {
  yield* program(new BuggySemaphore());
}

export function* semaphoreBargingFixed(): Generator<Wait, void, void> {
  yield* program(new Semaphore());
}

function* program(semaphore: BuggySemaphore | Semaphore): Generator<Wait, void, void> {
  const asked: string[] = shared([]);
  const served: string[] = shared([]);
  function* visit(name: string): Generator<Wait, void, void> {
    asked.push(name);
    yield* semaphore.acquire();
    served.push(name);
    semaphore.release();
  }

  yield* semaphore.acquire();
  yield* new TaskGroup().run(function* (group) {
    group.createTask(() => visit("first"));
    group.createTask(() => visit("second"));
    group.createTask(function* () {
      yield* sleep(0);
      semaphore.release();
    });
    group.createTask(function* () {
      yield* sleep(0);
      yield* visit("newcomer");
    });
  });
  assert.deepEqual([...served], [...asked], "somebody was overtaken");
}

/** The permit is free until the woken waiter runs. */
class BuggySemaphore {
  readonly #state = shared({ value: 1 });
  readonly #waiters: Future<void>[] = shared([]);

  *acquire(): Generator<Wait, void, void> {
    while (this.#state.value <= 0) {
      const turn = createFuture<void>(this, "acquire()");
      this.#waiters.push(turn);
      yield* turn;
    }
    this.#state.value -= 1;
  }

  release(): void {
    this.#state.value += 1;
    this.#waiters.shift()?.setResult();
  }
}
