import type { Footprint } from "./footprint.ts";

/** Steps that were taken one after the other in an execution, and may be taken in it at a place where others come first. */
export class Sequence {
  readonly #steps: readonly Step[];
  readonly #happensBefore: (first: number, second: number) => boolean;
  /** Which steps are left. */
  #left: readonly number[];

  /** @param happensBefore - Whether the step at one index must come before the one at another. */
  constructor(steps: readonly Step[], happensBefore: (first: number, second: number) => boolean) {
    this.#steps = steps;
    this.#happensBefore = happensBefore;
    this.#left = steps.map((_, at) => at);
  }

  get isEmpty(): boolean {
    return this.#left.length === 0;
  }

  get steps(): readonly Step[] {
    return this.#left.map((at) => this.#steps[at] as Step);
  }

  /**
   * Whether the sequence is equivalent to one that begins with `step`, or would be if `step` was added: `step` is one of its weak
   * initials.
   *
   * @param common - See `Footprint.mayConflictWith()`.
   */
  mayBeginWith(step: Step, common: number): boolean {
    for (const at of this.#left) {
      const own = this.#steps[at] as Step;
      if (own.actor !== step.actor) continue;
      const before = this.#left.filter((first) => first < at);
      if (own.mayDiffer !== true) return !before.some((first) => this.#happensBefore(first, at));
      return before.length === 0 || (step.mayDiffer !== true && !this.#conflicts(before, step, common));
    }
    return !this.#conflicts(this.#left, step, common);
  }

  #conflicts(among: readonly number[], { footprint }: Step, common: number): boolean {
    return among.some((at) => this.#steps[at]?.footprint.mayConflictWith(footprint, common) === true);
  }

  /** Leave out the first step of `actor`, if it has one. */
  drop(actor: number): void {
    const at = this.#left.find((each) => this.#steps[each]?.actor === actor);
    this.#left = this.#left.filter((each) => each !== at);
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
