import assert from "node:assert/strict";
import { Lock, sleep, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";
import { join } from "./threads.ts";

// A thief must take the last item after the owner has looked at the head and before it stores the tail. FIFO order passes.

export const bugs: readonly Bug[] = [
  {
    id: "work-stealing-queue",
    title: "The owner of a work-stealing queue checks the head before it claims the tail, and an item is taken twice",
    source: new URL("https://github.com/mc-imperial/sctbench/blob/master/benchmarks/chess/WorkStealQueue.cpp"),
    tier: "T2",
    buggy: workStealingQueue,
    fixed: workStealingQueueFixed,
  },
];

export default function* workStealingQueue(): Generator<Wait, void, void> {
  yield* share(shared(new HastyQueue()));
}

export function* workStealingQueueFixed(): Generator<Wait, void, void> {
  yield* share(shared(new WorkStealingQueue()));
}

type Pop = Generator<Wait, number | undefined, void>;

/** One owner pushes and pops at the tail without a lock; thieves take from the head, one at a time. */
class WorkStealingQueue {
  readonly lock = new Lock();
  readonly items: number[] = shared([]);
  /** Is written under the lock only. */
  head = 0;
  /** Is written by the owner only. */
  tail = 0;

  *push(item: number): Generator<Wait, void, void> {
    this.items[this.tail] = item;
    yield* sleep(0);
    this.tail += 1;
  }

  steal(): Pop {
    return this.locked(function* (queue) {
      const { head } = queue;
      queue.head = head + 1; // claims the item: the owner, who stores first and looks then, cannot miss it
      yield* sleep(0);
      if (head < queue.tail) return queue.items[head];
      queue.head = head;
      return undefined;
    });
  }

  *pop(): Pop {
    const last = this.tail - 1;
    yield* sleep(0);
    this.tail = last;
    yield* sleep(0);
    if (this.head <= last) return this.items[last];
    this.tail = last + 1;
    return yield* this.popLocked();
  }

  /** The last resort, when a thief may be after the same item. */
  popLocked(): Pop {
    return this.locked(function* (queue) {
      if (queue.head < queue.tail) {
        queue.tail -= 1;
        return queue.items[queue.tail];
      }
      queue.head = 0;
      queue.tail = 0;
      return undefined;
    });
  }

  *locked(body: (queue: WorkStealingQueue) => Pop): Pop {
    yield* sleep(0);
    return yield* this.lock.run(() => body(this));
  }
}

class HastyQueue extends WorkStealingQueue {
  override *pop(): Pop {
    const last = this.tail - 1;
    yield* sleep(0);
    if (this.head > last) return yield* this.popLocked();
    yield* sleep(0);
    this.tail = last;
    return this.items[last];
  }
}

function* share(queue: WorkStealingQueue): Generator<Wait, void, void> {
  const taken = shared<Record<number, number>>({ 0: 0, 1: 0, 2: 0, 3: 0 });
  function* take(pop: Pop): Generator<Wait, void, void> {
    const item = yield* pop;
    if (item !== undefined) taken[item] = (taken[item] ?? 0) + 1;
  }
  function* owner(): Generator<Wait, void, void> {
    for (const item of [0, 2]) {
      yield* queue.push(item);
      yield* queue.push(item + 1);
      yield* take(queue.pop());
    }
    yield* take(queue.pop());
    yield* take(queue.pop());
  }
  const thief = (): Generator<Wait, void, void> => take(queue.steal());
  yield* join(thief, thief, owner);
  assert.deepEqual({ ...taken }, { 0: 1, 1: 1, 2: 1, 3: 1 }, "not every item is taken exactly once");
}
