import type { ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";

/** Counts the choices of another strategy and notes them as numbers, which is cheap and enough to repeat the run. */
export class CountingStrategy implements Strategy {
  readonly #strategy: Strategy;
  /** The number of its execution, from 1. */
  readonly execution: number;
  readonly taken: number[] = [];

  constructor(strategy: Strategy, execution: number) {
    this.#strategy = strategy;
    this.execution = execution;
  }

  choose(point: ChoicePoint): number {
    const index = this.#strategy.choose(point);
    this.taken.push(index);
    return index;
  }
}
