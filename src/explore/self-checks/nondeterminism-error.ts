import { RuntimeError } from "../../core/errors/runtime-error.ts";

/** Two executions of one schedule were not the same, so a finding would not replay. */
export class NondeterminismError extends RuntimeError {
  override readonly name: string = "NondeterminismError";
  /** The first step that differs, from 1. */
  readonly step: number;

  /** @param steps - The step in each of the two executions. */
  constructor(step: number, steps: readonly [first: string, second: string]) {
    super(
      `Two executions of the same schedule differ at step ${step}\n  one:   ${steps[0]}\n  other: ${steps[1]}`,
      "look for Math.random(), Date.now() and other clocks, a counter or cache that outlives an execution, " +
        "and iteration over what has no order",
    );
    this.step = step;
  }
}
