import assert from "node:assert/strict";
import { sleep, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";
import { none, type Stack, TaggedStack, tries } from "./tagged-stack.ts";
import { join } from "./threads.ts";

// A thread exchanges the head for a successor that it read before the item was popped and pushed again. The shortest way
// there takes 39 steps: nobody has to find it. FIFO order passes.

export const bugs: readonly Bug[] = [
  {
    id: "safe-stack",
    title: "A lock-free stack hands one item to two threads after its head was exchanged there and back",
    source: new URL("https://github.com/mc-imperial/sctbench/tree/master/benchmarks/safestack"),
    tier: "T3",
    buggy: safeStack,
    fixed: safeStackFixed,
  },
];

export default function* safeStack(): Generator<Wait, void, void> {
  yield* use(new SafeStack());
}

export function* safeStackFixed(): Generator<Wait, void, void> {
  yield* use(new TaggedStack());
}

/** Takes an item out of circulation while it pops it, by the mark `none` in place of its successor. */
class SafeStack implements Stack {
  readonly #top = shared({ head: 0, count: 3 });
  readonly #next = shared<Record<number, number>>({ 0: 1, 1: 2, 2: none });

  *pop(): Generator<Wait, number, void> {
    for (let attempt = 0; attempt < tries; attempt++) {
      yield* sleep(0);
      if (this.#top.count <= 1) return none;
      yield* sleep(0);
      const head = this.#top.head;
      yield* sleep(0);
      const next = this.#next[head] ?? none;
      this.#next[head] = none;
      if (next === none) continue;
      yield* sleep(0);
      if (this.#top.head === head) {
        this.#top.head = next;
        yield* sleep(0);
        this.#top.count -= 1;
        return head;
      }
      yield* sleep(0);
      this.#next[head] = next;
    }
    return none;
  }

  *push(item: number): Generator<Wait, boolean, void> {
    yield* sleep(0);
    let head = this.#top.head;
    for (let attempt = 0; attempt < tries; attempt++) {
      yield* sleep(0);
      this.#next[item] = head;
      yield* sleep(0);
      if (this.#top.head === head) {
        this.#top.head = item;
        yield* sleep(0);
        this.#top.count += 1;
        return true;
      }
      head = this.#top.head;
    }
    return false;
  }
}

/** Three threads take an item out, use it, and put it back. */
function* use(stack: Stack): Generator<Wait, void, void> {
  const user = shared<Record<number, number>>({});
  function* thread(me: number): Generator<Wait, void, void> {
    for (let round = 0; round < 4; round++) {
      const item = yield* stack.pop();
      if (item === none) continue;
      user[item] = me;
      yield* sleep(0);
      assert.equal(user[item], me, `item ${item} is used by two threads`);
      if (!(yield* stack.push(item))) return;
    }
  }
  yield* join(
    () => thread(0),
    () => thread(1),
    () => thread(2),
  );
}
