import type { Footprint } from "./footprint.ts";
import type { Step } from "./sequence.ts";

/** The steps of one execution, and which happens before which: the order that all equivalent executions share. */
export class HappensBefore {
  readonly steps: Happened[] = [];
  /** A row of words for each step, with one bit for each earlier one that happens before it. */
  #words = new Uint32Array(64);
  /** Words in a row. */
  #width = 1;
  /** How many steps have a row. */
  #placed = 0;
  /** The steps that happen before all that the last call of `order()` has placed, one bit for each. */
  #behind: Uint32Array = new Uint32Array(1);
  /** The races among the steps that have a row, in the order of the second. */
  readonly #races: Race[] = [];

  /** Whether the step at one index happens before the one at another. */
  has(first: number, second: number): boolean {
    if (first >= second) return false;
    return ((this.#words[second * this.#width + (first >>> 5)] as number) & (1 << (first & 31))) !== 0;
  }

  /** Forget all steps from `index` on. */
  cut(index: number): void {
    this.steps.length = Math.min(this.steps.length, index);
    this.#placed = Math.min(this.#placed, index);
    while ((this.#races.at(-1)?.[1] ?? -1) >= index) this.#races.pop();
  }

  /**
   * Order the steps that were added since the last call.
   *
   * @returns the races that ask for something new: those of these steps, and of earlier ones where one of these need not come after the
   *   first of the two, so that it may come before the second. In the order of the second.
   */
  order(): readonly Race[] {
    const from = this.#placed;
    this.#makeRoom(this.steps.length);
    for (; this.#placed < this.steps.length; this.#placed++) this.#place(this.#placed);
    this.#behind = this.#behindAll(from);
    return this.#races.filter(([first, second]) => second >= from || this.isBesideAdded(first));
  }

  /** Whether some step that the last call of `order()` has placed need not come after `first`, which is older. */
  isBesideAdded(first: number): boolean {
    return ((this.#behind[first >>> 5] as number) & (1 << (first & 31))) === 0;
  }

  /** The steps that happen before all from an index on, one bit for each. */
  #behindAll(from: number): Uint32Array {
    const all = new Uint32Array(this.#width).fill(-1);
    for (let row = from * this.#width; row < this.#placed * this.#width; row += this.#width) {
      for (let word = 0; word < this.#width; word++) (all[word] as number) &= this.#words[row + word] as number;
    }
    return all;
  }

  #place(at: number): void {
    const { actor, footprint, enabler, barrier } = this.steps[at] as Happened;
    const row = at * this.#width;
    const words = this.#words;
    words.fill(0, row, row + this.#width);
    words.fill(-1, row, row + (barrier >>> 5));
    if ((barrier & 31) !== 0) words[row + (barrier >>> 5)] = (1 << (barrier & 31)) - 1;
    if (enabler >= 0) this.#follow(row, enabler);
    for (let own = at - 1; own >= barrier; own--) {
      if (this.steps[own]?.actor !== actor) continue;
      this.#follow(row, own);
      break;
    }
    for (let first = this.#lastOutside(row, at - 1); first >= 0; first = this.#lastOutside(row, first - 1)) {
      if (this.steps[first]?.footprint.conflictsWith(footprint) !== true) continue;
      this.#follow(row, first);
      this.#races.push([first, at]);
    }
  }

  /** The last step, up to index `from`, that is not in a row; -1 if there is none. */
  #lastOutside(row: number, from: number): number {
    let upTo = -1 >>> (31 - (from & 31));
    for (let word = from >> 5; word >= 0; word--) {
      const outside = ~(this.#words[row + word] as number) & upTo;
      if (outside !== 0) return 32 * word + 31 - Math.clz32(outside);
      upTo = -1;
    }
    return -1;
  }

  /** All that happens before the step at `index` happens before the one of a row, too, and so does the step itself. */
  #follow(row: number, index: number): void {
    const words = this.#words;
    const other = index * this.#width;
    for (let word = 0; word <= index >>> 5; word++) (words[row + word] as number) |= words[other + word] as number;
    (words[row + (index >>> 5)] as number) |= 1 << (index & 31);
  }

  /** Have a row for each of `count` steps, which is as wide as that. */
  #makeRoom(count: number): void {
    const width = this.#width;
    if (count <= 32 * width && count * width <= this.#words.length) return;
    const [old, wider] = [this.#words, Math.max(width, 2 ** Math.ceil(Math.log2(count / 32)))];
    this.#width = wider;
    this.#words = new Uint32Array(2 * count * wider);
    for (let at = 0; at < this.#placed; at++) {
      this.#words.set(old.subarray(at * width, (at + 1) * width), at * wider);
    }
  }
}

/** Two steps that are dependent, with nothing between, by their indices. */
type Race = readonly [first: number, second: number];

/** A step of an execution, and why it could not have come earlier. */
export interface Happened extends Step {
  /** Known when the step is over. */
  footprint: Footprint;
  /** The index of the step that made it possible: created, woke or called its actor; -1 if there is none. */
  readonly enabler: number;
  /** Every step before this index comes first: time has passed in between. */
  readonly barrier: number;
}
