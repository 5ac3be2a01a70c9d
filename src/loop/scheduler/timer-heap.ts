import type { TimerEntry } from "../../core/contracts/loop-core.ts";

/**
 * Timers in order of `(deadline, registration)`: a heap whose keys lie in typed arrays, so that a million timers cost
 * no pointer chase per comparison. Cancelled timers stay until they reach the head, or until `purge()`.
 */
export class TimerHeap {
  #deadlines = none;
  /** Registration numbers: doubles, since a long run makes more than 2^32 timers. */
  #numbers = none;
  readonly #entries: TimerEntry[] = [];
  #registered = 0;

  get size(): number {
    return this.#entries.length;
  }

  /** The earliest timer, or undefined. */
  head(): TimerEntry | undefined {
    return this.#entries[0];
  }

  push(entry: TimerEntry): void {
    const hole = this.#entries.length;
    this.#entries.push(entry);
    if (hole === this.#deadlines.length) this.#grow();
    this.#rise(hole, entry, entry.deadline, this.#registered++);
  }

  /** Take the earliest timer off. */
  pop(): TimerEntry | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (first === undefined || last === undefined) return undefined;
    const size = entries.length;
    if (size > 0) this.#sink(0, last, this.#deadlines[size] ?? 0, this.#numbers[size] ?? 0);
    return first;
  }

  /** Drop every cancelled timer. @returns those dropped */
  purge(): TimerEntry[] {
    const dropped = this.#entries.filter(({ skipped }) => skipped);
    let size = 0;
    for (const [i, entry] of this.#entries.entries()) {
      if (entry.skipped) continue;
      this.#put(size++, entry, this.#deadlines[i] ?? 0, this.#numbers[i] ?? 0);
    }
    this.#entries.length = size;
    for (let i = Math.floor((size - 2) / arity); i >= 0; i--) {
      const entry = this.#entries[i];
      if (entry !== undefined) this.#sink(i, entry, this.#deadlines[i] ?? 0, this.#numbers[i] ?? 0);
    }
    return dropped;
  }

  /** Every timer, in no particular order. */
  entries(): readonly TimerEntry[] {
    return this.#entries;
  }

  #put(at: number, entry: TimerEntry, deadline: number, number: number): void {
    this.#entries[at] = entry;
    this.#deadlines[at] = deadline;
    this.#numbers[at] = number;
  }

  #rise(hole: number, entry: TimerEntry, deadline: number, number: number): void {
    const deadlines = this.#deadlines;
    let at = hole;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const above = deadlines[parent] ?? 0;
      // Numbers only grow, so that an equal deadline above is always the older one.
      if (above <= deadline) break;
      this.#put(at, this.#entries[parent] as TimerEntry, above, this.#numbers[parent] ?? 0);
      at = parent;
    }
    this.#put(at, entry, deadline, number);
  }

  #sink(hole: number, entry: TimerEntry, deadline: number, number: number): void {
    const deadlines = this.#deadlines;
    const numbers = this.#numbers;
    const size = this.#entries.length;
    let at = hole;
    for (;;) {
      const firstChild = at * arity + 1;
      if (firstChild >= size) break;
      let least = firstChild;
      let leastDeadline = deadlines[least] ?? 0;
      const end = Math.min(firstChild + arity, size);
      for (let child = firstChild + 1; child < end; child++) {
        const candidate = deadlines[child] ?? 0;
        if (candidate > leastDeadline) continue;
        if (candidate === leastDeadline && (numbers[child] ?? 0) > (numbers[least] ?? 0)) continue;
        least = child;
        leastDeadline = candidate;
      }
      if (leastDeadline > deadline || (leastDeadline === deadline && (numbers[least] ?? 0) > number)) break;
      this.#put(at, this.#entries[least] as TimerEntry, leastDeadline, numbers[least] ?? 0);
      at = least;
    }
    this.#put(at, entry, deadline, number);
  }

  #grow(): void {
    const size = Math.max(firstSize, this.#deadlines.length * 2);
    const deadlines = new Float64Array(size);
    deadlines.set(this.#deadlines);
    this.#deadlines = deadlines;
    const numbers = new Float64Array(size);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }
}

/** Children per node: four keep a deadline's siblings in one cache line. */
const arity = 4;
/** The arrays of a loop without timers. */
const none = new Float64Array(0);
/** The engine keeps arrays up to this size on its own heap, where they cost a tenth. */
const firstSize = 8;
