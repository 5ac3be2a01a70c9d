import type { Level } from "../core/strategy.ts";
import type { Executions } from "./executions.ts";
import { type Failure, sameFailure } from "./failure.ts";
import type { Schedule } from "./schedule.ts";

/** Make a failing schedule 1-minimal: without any one of its deviations it does not fail any more. */
export async function shrink(
  executions: Executions,
  level: Level,
  schedule: Schedule,
  failure: Failure,
): Promise<Schedule> {
  let small = schedule;
  for (let i = small.length - 1; i >= 0; i--) {
    const without = small.filter((_, at) => at !== i);
    const replay = await executions.replay(level, without);
    if (!sameFailure(failure, replay.failure)) continue;
    small = replay.schedule;
    i = Math.min(i, small.length);
  }
  return small;
}
