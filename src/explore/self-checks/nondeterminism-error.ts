import { RuntimeError } from "../../core/errors/runtime-error.ts";

/** Two executions of one schedule were not the same, so a finding would not replay. */
export class NondeterminismError extends RuntimeError {
  override readonly name: string = "NondeterminismError";
  /** The first step that differs, from 1. */
  readonly step: number;

  /**
   * @param steps - The step in each of the two executions.
   * @param cause - What else is known, if the two were the first ones.
   */
  constructor(
    step: number,
    steps: readonly [first: string, second: string],
    { settles = false, timers = [] }: Outliving = {},
  ) {
    const lines = [
      `Two executions of the same schedule differ at step ${step}`,
      `  one:   ${steps[0]}`,
      `  other: ${steps[1]}`,
      ...timers.map((timer) => `  left:  ${timer}, which only the first has set: it ended with the loop of the first`),
    ];
    super(lines.join("\n"), settles ? onlyFirst : always);
    this.step = step;
  }
}

/** What has outlived the first of several executions. */
export interface Outliving {
  /** Whether the executions after the first are the same. */
  readonly settles?: boolean;
  /** Timers that were still set at the end of the first execution, and not at the end of the second: `setInterval(50 ms) of parser.js:353`. */
  readonly timers?: readonly string[];
}

const always =
  "look for Math.random(), Date.now() and other clocks, a counter or cache that outlives an execution, " +
  "and iteration over what has no order";

const onlyFirst =
  "only the first differs: a cache, a connection or a timer of a module outlives it. Begin it anew in the body. " +
  "What a library keeps for itself can be there before: run the body once, await run(body, { loopFactory: virtualLoop() })";
