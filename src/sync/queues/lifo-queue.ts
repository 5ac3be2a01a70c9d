import { Queue } from "./queue.ts";
import type { Store } from "./store.ts";

/**
 * A {@link Queue} that gives out the item that was put in last.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-queue.html#asyncio.LifoQueue | asyncio.LifoQueue}
 *
 * @example Last in, first out
 * ```ts
 * import assert from "node:assert/strict";
 * import { LifoQueue, run } from "timeloom";
 *
 * await run(async () => {
 *   const queue = new LifoQueue<string>();
 *
 *   await queue.put("older");
 *   await queue.put("newer");
 *
 *   assert.equal(await queue.get(), "newer");
 * });
 * ```
 */
export class LifoQueue<T> extends Queue<T> {
  /** @param maxsize - How many items it holds; any number if zero or less. */
  constructor(maxsize = 0) {
    super(maxsize, new Stack<T>());
  }
}

class Stack<T> implements Store<T> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  add(item: T): void {
    this.#items.push(item);
  }

  take(): T {
    return this.#items.pop() as T;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#items.values();
  }
}
