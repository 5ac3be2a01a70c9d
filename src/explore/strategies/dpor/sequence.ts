import type { Footprint } from "./footprint.ts";

/** Steps that were taken one after the other in an execution, and may be taken in it at a place where others come first. */
export class Sequence {
  /** All steps of the execution. */
  readonly #steps: readonly Step[];
  /** Which of them are left, in order. */
  readonly #left: readonly number[];
  /** The last one: it may differ here. */
  readonly #last: number;
  readonly #happensBefore: Order;

  /**
   * @param steps - All steps of the execution.
   * @param indices - Which of them, in order.
   * @param last - The one that may have another footprint here, if it is one of them.
   */
  constructor(
    steps: readonly Step[],
    indices: readonly number[],
    happensBefore: Order,
    last = indices.at(-1) as number,
  ) {
    this.#steps = steps;
    this.#left = indices;
    this.#last = last;
    this.#happensBefore = happensBefore;
  }

  get isEmpty(): boolean {
    return this.#left.length === 0;
  }

  get steps(): readonly Step[] {
    return this.#left.map((at) => {
      const { actor, footprint } = this.#steps[at] as Step;
      return { actor, footprint, mayDiffer: at === this.#last };
    });
  }

  /**
   * Whether the sequence is equivalent to one that begins with `step`, or would be if `step` was added: `step` is one of its weak
   * initials.
   *
   * @param common - See `Footprint.mayConflictWith()`.
   */
  mayBeginWith(step: Step, common: number): boolean {
    const left = this.#left;
    for (let i = 0; i < left.length; i++) {
      const at = left[i] as number;
      if (this.#steps[at]?.actor !== step.actor) continue;
      if (at !== this.#last) return !this.#isAfter(i, at);
      return i === 0 || (step.mayDiffer !== true && !this.#conflicts(i, step, common));
    }
    return !this.#conflicts(left.length, step, common);
  }

  /** Whether the step at an index must come after one of the first `count`. */
  #isAfter(count: number, at: number): boolean {
    for (let i = 0; i < count; i++) if (this.#happensBefore.has(this.#left[i] as number, at)) return true;
    return false;
  }

  #conflicts(count: number, { footprint }: Step, common: number): boolean {
    for (let i = 0; i < count; i++) {
      if (this.#steps[this.#left[i] as number]?.footprint.mayConflictWith(footprint, common) === true) return true;
    }
    return false;
  }

  /** The same sequence, which does not change when the execution does. */
  copy(): Sequence {
    const left = this.#left;
    const steps = left.map((at) => this.#steps[at] as Step);
    return new Sequence(steps, [...left.keys()], new FixedOrder(this.#happensBefore, left), left.indexOf(this.#last));
  }

  /** Whether two sequences have the same steps in the same order. */
  equals(other: Sequence): boolean {
    const [left, others] = [this.#left, other.#left];
    return (
      left.length === others.length &&
      left.indexOf(this.#last) === others.indexOf(other.#last) &&
      left.every((_, i) => this.#stepEquals(i, other)) &&
      left.every((_, i) => this.#isOrderedAs(i, other))
    );
  }

  #stepEquals(i: number, other: Sequence): boolean {
    const [step, its] = [this.#steps[this.#left[i] as number], other.#steps[other.#left[i] as number]] as [Step, Step];
    return step.actor === its.actor && step.footprint.equals(its.footprint);
  }

  /** Whether the same steps must come before a step in both sequences. */
  #isOrderedAs(i: number, other: Sequence): boolean {
    const [left, others] = [this.#left, other.#left];
    const [second, its] = [left[i], others[i]] as [number, number];
    for (let k = 0; k < i; k++) {
      const [first, itsFirst] = [left[k], others[k]] as [number, number];
      if (this.#happensBefore.has(first, second) !== other.#happensBefore.has(itsFirst, its)) return false;
    }
    return true;
  }

  /** The sequence without the first step of `actor`, if it has one. */
  without(actor: number): Sequence {
    const i = this.#left.findIndex((at) => this.#steps[at]?.actor === actor);
    return i === -1 ? this : new Sequence(this.#steps, this.#left.toSpliced(i, 1), this.#happensBefore, this.#last);
  }
}

/** Which steps of an execution must come before which, by their indices. */
interface Order {
  has(first: number, second: number): boolean;
}

/** What an order says of some steps, which are numbered anew. */
class FixedOrder implements Order {
  /** Words of 32 bits, one row for each step: a bit for each step before it. */
  readonly #words: readonly number[];
  readonly #width: number;

  constructor(order: Order, left: readonly number[]) {
    this.#width = (left.length + 31) >>> 5;
    const words = new Array<number>(left.length * this.#width).fill(0);
    for (let second = 1; second < left.length; second++) {
      for (let first = 0; first < second; first++) {
        if (!order.has(left[first] as number, left[second] as number)) continue;
        (words[second * this.#width + (first >>> 5)] as number) |= 1 << (first & 31);
      }
    }
    this.#words = words;
  }

  has(first: number, second: number): boolean {
    return ((this.#words[second * this.#width + (first >>> 5)] as number) & (1 << (first & 31))) !== 0;
  }
}

/** A step that an execution is to take, or has taken. */
export interface Step {
  /** The stable number of the actor. */
  readonly actor: number;
  readonly footprint: Footprint;
  /**
   * Whether the footprint may be another one here: that of a step which came after one that is to come later now, and which it depends
   * on. It may have met another state.
   */
  readonly mayDiffer?: boolean;
}
