import type { Store } from "./store.ts";

/**
 * A binary heap: the least item comes out first.
 *
 * It compares and moves items as Python's `heapq` does, so that items of equal rank come out in the same order as there,
 * which is not always the order in which they went in. It compares first and moves afterwards: if two items cannot be
 * compared, the heap stays as it was.
 */
export class Heap<T> implements Store<T> {
  readonly #items: T[] = []; // none is less than its parent
  readonly #isLess: (a: T, b: T) => boolean;

  constructor(isLess: (a: T, b: T) => boolean) {
    this.#isLess = isLess;
  }

  get size(): number {
    return this.#items.length;
  }

  add(item: T): void {
    const items = this.#items;
    let place = items.length;
    while (place > 0 && this.#isLess(item, items[parentOf(place)] as T)) place = parentOf(place);
    for (let index = items.length; index > place; index = parentOf(index)) {
      items[index] = items[parentOf(index)] as T;
    }
    items[place] = item;
  }

  take(): T {
    const items = this.#items;
    if (items.length === 1) return items.pop() as T;
    const last = items[items.length - 1] as T;
    let place = this.#leafOfLeast(items.length - 1);
    while (place > 0 && this.#isLess(last, items[place] as T)) place = parentOf(place);
    items.pop();
    // The items on the way from the root to the place move up by one, and the root falls out.
    let item = last;
    for (let index = place; index > 0; index = parentOf(index)) {
      const above = items[index] as T;
      items[index] = item;
      item = above;
    }
    const least = items[0] as T;
    items[0] = item;
    return least;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#items.values();
  }

  /** The end of the way from the root to ever lesser children (the right one of two equals), among the first `size` items. */
  #leafOfLeast(size: number): number {
    const items = this.#items;
    let leaf = 0;
    for (let left = 1; left < size; left = 2 * leaf + 1) {
      const right = left + 1;
      leaf = right < size && !this.#isLess(items[left] as T, items[right] as T) ? right : left;
    }
    return leaf;
  }
}

function parentOf(index: number): number {
  return (index - 1) >> 1;
}
