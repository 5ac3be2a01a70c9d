import type { Clock } from "../../core/contracts/clock.ts";
import type { Entry, TimerEntry } from "../../core/contracts/loop-core.ts";
import { StepLimitError } from "../../core/errors/step-limit-error.ts";
import { spinningTasks } from "./blocked-tasks.ts";

/** The error for a loop that has reached `limit`, with the tasks that make it go on. */
export function overBudget(limit: string, clock: Clock, { ready, timers }: Schedule): StepLimitError {
  // If something is ready, a sleeping task does not spin.
  const nextTimer = ready.length === 0 ? timers.head() : undefined;
  return new StepLimitError(limit, clock.time(), spinningTasks(ready.toArray(), nextTimer));
}

/** What a loop has to do. */
interface Schedule {
  readonly ready: { readonly length: number; toArray(): Entry[] };
  readonly timers: { head(): TimerEntry | undefined };
}
