import type { DrawnStep, Run } from "./run.ts";

/** The steps of a run that are shown, a row each, and the lanes that they are in. */
export class Rows {
  readonly #run: Run;
  /** Undefined for all steps. */
  readonly #shown: readonly number[] | undefined;
  readonly lanes: readonly number[];

  /** @param isFiltered - Whether to leave out what does not matter. */
  constructor(run: Run, isFiltered: boolean) {
    this.#run = run;
    this.#shown = isFiltered ? run.stepsThatMatter() : undefined;
    const all = run.lanes.map((_, lane) => lane);
    const used = new Set(this.#shown?.map((step) => run.step(step)?.lane));
    this.lanes = this.#shown === undefined ? all : all.filter((lane) => used.has(lane));
  }

  get length(): number {
    return this.#shown?.length ?? this.#run.length;
  }

  /** The row of a step; of the next one that is shown, if it is hidden. */
  rowOf(step: number): number {
    if (this.#shown === undefined) return step;
    let [low, high] = [0, this.#shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#shown[middle] ?? 0) < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The step in a row, or in the nearest one that there is. */
  stepOf(row: number): number {
    const within = Math.max(0, Math.min(row, this.length - 1));
    return this.#shown === undefined ? within : (this.#shown[within] ?? 0);
  }

  isShown(step: number): boolean {
    return step >= 0 && step < this.#run.length && this.stepOf(this.rowOf(step)) === step;
  }

  /** The steps from row `first` to row `last`. */
  window(first: number, last: number): DrawnStep[] {
    const found: DrawnStep[] = [];
    for (let row = Math.max(0, first); row <= Math.min(this.length - 1, last); row++) {
      const step = this.#run.step(this.stepOf(row));
      if (step !== undefined) found.push(step);
    }
    return found;
  }
}
