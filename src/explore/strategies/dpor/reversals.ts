import { CancelledTurns } from "./cancelled-turns.ts";
import type { HappensBefore } from "./happens-before.ts";
import type { Place } from "./place.ts";
import { Sequence, type Step } from "./sequence.ts";
import { type Deferred, insert, leaveOut, none } from "./wakeup-tree.ts";

/** Finds out which other orders there are, from the steps of an execution: puts into the wakeup trees of its places what must be tried. */
export class Reversals {
  readonly #order: HappensBefore;
  readonly #places: readonly Place[];
  readonly #cancelled: CancelledTurns;

  /**
   * @param places - The places before the steps of the last execution.
   * @param turn - The number of the part that stands for how something goes on.
   */
  constructor(order: HappensBefore, places: readonly Place[], turn: number) {
    this.#order = order;
    this.#places = places;
    this.#cancelled = new CancelledTurns(order, turn);
  }

  /**
   * Insert what an execution asks for: what its races do, whoever could have had a turn and was cancelled, and what was left to its steps.
   *
   * @param kept - How many of its steps are those of the execution before.
   * @param isCut - Whether it was not watched to its end.
   */
  find(kept: number, isCut: boolean): void {
    const order = this.#order;
    const { steps } = order;
    for (let at = kept; at < this.#places.length; at++) {
      const place = this.#places[at] as Place;
      const { tree, deferred = none, met } = place;
      place.deferred = undefined;
      const covered = leaveOut(tree, steps[at] as Step, met);
      for (const each of deferred) this.#tryAgain(each);
      for (const each of covered) this.#tryAgain(each);
    }
    for (const [first, second] of order.order()) {
      const indices: number[] = [];
      for (let at = first + 1; at < steps.length; at++) if (at !== second && !order.has(first, at)) indices.push(at);
      indices.push(second);
      this.#try(first, new Sequence(steps, indices, order));
    }
    this.#findCancelled(kept, isCut);
  }

  /** Whoever could have had a turn, and was cancelled by a step. */
  #findCancelled(kept: number, isCut: boolean): void {
    const { steps } = this.#order;
    const cancelled = this.#cancelled;
    cancelled.cut(kept);
    for (let at = kept; at < steps.length; at++) {
      const next = at + 1 < steps.length ? this.#places[at + 1] : undefined;
      if (at + 1 === steps.length && isCut) break;
      for (const option of this.#places[at]?.options ?? []) {
        if (option === steps[at]?.actor || option === steps[at + 1]?.actor) continue;
        if (next?.options?.includes(option) !== true) cancelled.add(at, option);
      }
    }
    for (const [at, sequence] of cancelled.sequences(kept)) this.#try(at, sequence);
  }

  /** Try what was left to the step at a place, now that it is known what the steps from there on touch. */
  #tryAgain({ at, sequence }: Deferred): void {
    const { met } = this.#places[at] as Place;
    let rest = sequence;
    for (let next = at; next < this.#places.length; next++) {
      const step = this.#order.steps[next] as Step;
      if (!rest.mayBeginWith(step, met)) {
        this.#try(next, rest, met);
        return;
      }
      rest = rest.without(step.actor);
      if (rest.isEmpty) return;
    }
  }

  /** Try `sequence` at a place, unless that was done, or will be. @param common - See `Footprint.mayConflictWith()`. */
  #try(at: number, sequence: Sequence, common = Infinity): void {
    const { asleep, tree, met } = this.#places[at] as Place;
    if (asleep.some((sleeper) => sequence.mayBeginWith(sleeper, Math.min(sleeper.met, common)))) return;
    insert(tree, sequence, Math.min(met, common), at);
  }
}
