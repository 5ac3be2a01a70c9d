import type { Level } from "../core/strategy.ts";
import type { Executions } from "./executions.ts";
import { type Failure, sameFailure } from "./failure.ts";
import type { Schedule } from "./schedule.ts";

/** Search a finding again at the lower levels. @returns the lowest at which it occurs, and the schedule that shows it there */
export async function lowestLevel(
  executions: Executions,
  level: Level,
  schedule: Schedule,
  failure: Failure,
): Promise<{ readonly level: Level; readonly schedule: Schedule }> {
  for (const lower of ["fifo", "env", "jitter"] as const) {
    if (lower === level) break;
    const replay = await executions.replay(lower, schedule);
    if (sameFailure(failure, replay.failure)) return { level: lower, schedule: replay.schedule };
  }
  return { level, schedule };
}
