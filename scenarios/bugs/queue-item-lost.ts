import { createFuture, type Future, Queue, sleep, TaskGroup, wait, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";

// FIFO order finds it: an item is put and the getter that waits for it is cancelled before it runs.

export const bugs: readonly Bug[] = [
  {
    id: "queue-item-lost",
    title: "An item that was handed to a getter is lost with the getter's cancellation",
    source: new URL("https://bugs.python.org/issue23812"),
    tier: "T1",
    buggy: queueItemLost,
    fixed: queueItemLostFixed,
  },
];

export default function* queueItemLost(): Generator<Wait, void, void> {
  yield* program(new BuggyQueue<string>());
}

export function* queueItemLostFixed(): Generator<Wait, void, void> {
  yield* program(new Queue<string>());
}

function* program(queue: BuggyQueue<string> | Queue<string>): Generator<Wait, void, void> {
  yield* new TaskGroup().run(function* (group) {
    const cancelled = group.createTask(() => queue.get());
    group.createTask(function* () {
      yield* sleep(0);
      queue.putNowait("apple");
    });
    group.createTask(function* () {
      yield* sleep(0);
      cancelled.cancel();
    });
    yield* wait([cancelled]);
    if (cancelled.cancelled()) yield* queue.get();
  });
}

/** An item for which somebody waits is never in the queue. */
class BuggyQueue<T> {
  readonly #items: T[] = shared([]);
  readonly #getters: Future<T>[] = shared([]);

  *get(): Generator<Wait, T, void> {
    const [item] = this.#items.splice(0, 1);
    if (item !== undefined) return item;
    const handedOver = createFuture<T>(this, "get()");
    this.#getters.push(handedOver);
    return yield* handedOver;
  }

  putNowait(item: T): void {
    for (let first = this.#getters.shift(); first !== undefined; first = this.#getters.shift()) {
      if (!first.done()) return first.setResult(item);
    }
    this.#items.push(item);
  }
}
