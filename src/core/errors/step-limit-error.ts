/** A virtual loop ran into its budget: too many iterations, or too much virtual time. */
export class StepLimitError extends Error {
  override readonly name: string = "StepLimitError";
  /** Loop time at which the run stopped, in seconds. */
  readonly time: number;
  /** Names of the tasks that kept the loop busy, the busiest first. */
  readonly spinning: readonly string[];

  constructor(limit: string, time: number, spinning: readonly string[]) {
    const names = spinning.length === 0 ? "callbacks only" : spinning.join(", ");
    super(
      `The loop did not finish within ${limit} (stopped at t=${time} s)\n  spinning: ${names}\n` +
        "  hint: look for a loop that never ends, or raise maxIterations / maxTime of virtualLoop()",
    );
    this.time = time;
    this.spinning = spinning;
  }
}
