import { Footprint, unknown } from "./footprint.ts";
import type { HappensBefore } from "./happens-before.ts";
import { Sequence } from "./sequence.ts";

/**
 * Turns that could have come, and do not, since a step cancels them. Such a turn could come before the step, and behind all that need not
 * come after the step; from there races lead to where it comes sooner.
 */
export class CancelledTurns {
  readonly #order: HappensBefore;
  /** The number of the part that stands for how something goes on. */
  readonly #turn: number;
  /** In the order of the steps. */
  readonly #all: Cancelled[] = [];

  constructor(order: HappensBefore, turn: number) {
    this.#order = order;
    this.#turn = turn;
  }

  /** Forget those that the steps from `index` on cancel. */
  cut(index: number): void {
    while ((this.#all.at(-1)?.at ?? -1) >= index) this.#all.pop();
  }

  /** The step at `at` cancels a turn of `actor`. */
  add(at: number, actor: number): void {
    this.#all.push({ at, actor });
  }

  /**
   * What to try, with the place: for what steps from `kept` on cancel, and for what others do beside which some of them need not come later.
   */
  *sequences(kept: number): Generator<readonly [at: number, sequence: Sequence], void, void> {
    for (const { at, actor } of this.#all) {
      if (at >= kept || this.#order.isBesideAdded(at)) yield [at, this.#sequence(at, actor)];
    }
  }

  /** What need not come after step `at`, up to whoever else cancels `actor`, and then a turn of `actor`. */
  #sequence(at: number, actor: number): Sequence {
    const order = this.#order;
    const { steps } = order;
    const turn = new Footprint([actor, this.#turn, 0], false);
    const indices: number[] = [];
    for (let next = at + 1; next < steps.length; next++) {
      if (order.has(at, next)) continue;
      if (steps[next]?.footprint.conflictsWith(turn) === true) break;
      indices.push(next);
    }
    indices.push(steps.length);
    return new Sequence([...steps, { actor, footprint: unknown }], indices, order);
  }
}

/** A turn of `actor` that the step at an index cancels. */
interface Cancelled {
  readonly at: number;
  readonly actor: number;
}
