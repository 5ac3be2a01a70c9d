import type { Actor } from "../../../core/contracts/actor.ts";

/** Actors by priority, the highest on top; of equal ones, the lowest number. */
export class RankHeap {
  #ranked: Ranked[] = [];

  get size(): number {
    return this.#ranked.length;
  }

  top(): Ranked | undefined {
    return this.#ranked[0];
  }

  push(ranked: Ranked): void {
    const heap = this.#ranked;
    let at = heap.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above] as Ranked;
      if (!isBefore(ranked, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = ranked;
  }

  pop(): Ranked | undefined {
    const heap = this.#ranked;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      const other = heap[child + 1];
      if (other !== undefined && isBefore(other, heap[child] as Ranked)) child += 1;
      if (!isBefore(heap[child] as Ranked, last)) break;
      heap[at] = heap[child] as Ranked;
      at = child;
    }
    heap[at] = last;
    return top;
  }

  /** All, in no particular order. */
  toArray(): readonly Ranked[] {
    return this.#ranked;
  }

  /** Hold these and no others. */
  refill(ranked: readonly Ranked[]): void {
    this.#ranked = ranked.toSorted((one, other) => (isBefore(one, other) ? -1 : 1)); // what is sorted is a heap
  }
}

/** An actor that waits, as a heap orders it. */
export interface Ranked {
  readonly actor: Actor;
  readonly priority: number;
  readonly number: number;
}

function isBefore(one: Ranked, other: Ranked): boolean {
  return one.priority > other.priority || (one.priority === other.priority && one.number < other.number);
}
