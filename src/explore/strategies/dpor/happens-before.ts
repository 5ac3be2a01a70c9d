import type { Footprint } from "./footprint.ts";
import type { Step } from "./sequence.ts";

/** The steps of one execution, and which happens before which: the order that all equivalent executions share. */
export class HappensBefore {
  readonly steps: Happened[] = [];
  /** One bit for each earlier step that happens before the one at this index. */
  readonly #before: Uint32Array[] = [];

  /** Whether the step at one index happens before the one at another. */
  has(first: number, second: number): boolean {
    if (first >= second) return false;
    const words = this.#before[second] as Uint32Array;
    return ((words[first >>> 5] as number) & (1 << (first & 31))) !== 0;
  }

  /** Forget all steps from `index` on. */
  cut(index: number): void {
    this.steps.length = Math.min(this.steps.length, index);
    this.#before.length = Math.min(this.#before.length, index);
  }

  /** Order the steps that were added since the last call. @returns the races among them and all before, in the order of the second */
  order(): readonly (readonly [first: number, second: number])[] {
    const races: [number, number][] = [];
    for (let at = this.#before.length; at < this.steps.length; at++) this.#place(at, races);
    return races;
  }

  #place(at: number, races: [number, number][]): void {
    const { actor, footprint, enabler, barrier } = this.steps[at] as Happened;
    const words = new Uint32Array((at >>> 5) + 1);
    this.#before.push(words);
    for (let word = 0; word < barrier >>> 5; word++) words[word] = -1;
    if ((barrier & 31) !== 0) words[barrier >>> 5] = (1 << (barrier & 31)) - 1;
    if (enabler >= 0) this.#follow(words, enabler);
    for (let own = at - 1; own >= barrier; own--) {
      if (this.steps[own]?.actor !== actor) continue;
      this.#follow(words, own);
      break;
    }
    for (let first = at - 1; first >= barrier; first--) {
      if (((words[first >>> 5] as number) & (1 << (first & 31))) !== 0) continue;
      if (this.steps[first]?.footprint.conflictsWith(footprint) !== true) continue;
      this.#follow(words, first);
      races.push([first, at]);
    }
  }

  /** All that happens before the step at `index` happens before the one of `words`, too, and so does the step itself. */
  #follow(words: Uint32Array, index: number): void {
    const before = this.#before[index] as Uint32Array;
    for (let word = 0; word < before.length; word++) (words[word] as number) |= before[word] as number;
    (words[index >>> 5] as number) |= 1 << (index & 31);
  }
}

/** A step of an execution, and why it could not have come earlier. */
export interface Happened extends Step {
  readonly footprint: Footprint;
  /** The index of the step that made it possible: created, woke or called its actor; -1 if there is none. */
  readonly enabler: number;
  /** Every step before this index comes first: time has passed in between. */
  readonly barrier: number;
}
