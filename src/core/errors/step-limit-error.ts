import { seconds } from "../seconds.ts";
import { typeError } from "./type-error.ts";
import { textOf } from "../text-of.ts";
import { carryHint, withHint } from "./with-hint.ts";

/** A virtual loop used up its budget: too many iterations, or too much virtual time. */
export class StepLimitError extends Error {
  override readonly name: string = "StepLimitError";
  /** How to fix it. The last line of the message says the same. */
  declare readonly hint: string | undefined;
  /** Loop time at which the run stopped, in seconds. */
  readonly time: number;
  /** Names of the tasks that kept the loop busy, the busiest first. */
  readonly spinning: readonly string[];

  constructor(limit: string, time: number, spinning: readonly string[]) {
    if (!Array.isArray(spinning)) {
      throw typeError(`spinning must be a list, got ${textOf(spinning)}`, "pass names of tasks");
    }
    const names = spinning.length === 0 ? "callbacks only" : spinning.map((name) => textOf(name)).join(", ");
    const text = `The loop did not finish within ${textOf(limit)} (stopped at t=${seconds(time)} s)\n  spinning: ${names}`;
    const hint = "look for a loop that never ends, or raise maxIterations / maxTime of virtualLoop()";
    super(withHint(text, hint));
    carryHint(this, hint);
    this.time = time;
    this.spinning = spinning;
  }
}
