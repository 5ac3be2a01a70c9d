import assert from "node:assert/strict";
import { randomDelays } from "../delays.ts";
import { now, type Program } from "../program.ts";

/** `n` timers pushed into a binary heap on typed arrays, then popped in the order of their deadlines. */
export const timerHeap: Program = (n) => {
  const delays = randomDelays(n);
  const heap = new TypedHeap(n);
  let popped = 0;
  let last = 0;
  const start = now();
  for (const delay of delays) heap.push(delay);
  while (heap.size > 0) {
    const when = heap.pop();
    assert.ok(when >= last);
    last = when;
    popped += 1;
  }
  const elapsed = now() - start;
  assert.equal(popped, n);
  return elapsed;
};

/** Ordered by deadline, then by number of registration. */
class TypedHeap {
  readonly #when: Float64Array;
  readonly #order: Uint32Array;
  #registered = 0;
  size = 0;

  constructor(capacity: number) {
    this.#when = new Float64Array(capacity);
    this.#order = new Uint32Array(capacity);
  }

  push(when: number): void {
    const order = this.#registered++;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(when, order, parent)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#place(at, when, order);
  }

  pop(): number {
    const [first = Number.NaN] = this.#when;
    const end = --this.size;
    const when = this.#when[end] ?? 0;
    const order = this.#order[end] ?? 0;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= end) break;
      if (child + 1 < end && this.#isBefore(this.#when[child + 1] ?? 0, this.#order[child + 1] ?? 0, child)) child += 1;
      if (this.#isBefore(when, order, child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#place(at, when, order);
    return first;
  }

  #isBefore(when: number, order: number, index: number): boolean {
    const other = this.#when[index] ?? 0;
    return when < other || (when === other && order < (this.#order[index] ?? 0));
  }

  #move(from: number, to: number): void {
    this.#place(to, this.#when[from] ?? 0, this.#order[from] ?? 0);
  }

  #place(at: number, when: number, order: number): void {
    this.#when[at] = when;
    this.#order[at] = order;
  }
}
