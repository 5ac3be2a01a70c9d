import type { Deviation, Schedule } from "../schedule/schedule.ts";
import type { ShrinkReplays } from "./shrink-replays.ts";

/**
 * Take away deviations that can only go together. A completion that waits for a whole conversation takes a deviation for each
 * step of that; a message that leaves its usual connection sends the next one elsewhere, too. All at one wake-up are tried
 * first, then every two.
 *
 * @param until - The number of replays to leave.
 */
export async function withoutTogether(trials: ShrinkReplays, schedule: Schedule, until: number): Promise<Schedule> {
  for (const group of [...sharedWakeUps(schedule), ...pairs(schedule)]) {
    if (trials.left <= until) return schedule;
    const trial = await trials.try(schedule.filter((deviation) => !group.includes(deviation)));
    if (trial?.fails === true && trial.schedule.length < schedule.length) return trial.schedule;
  }
  return schedule;
}

/** The deviations at each wake-up that has several, the last first. */
function sharedWakeUps(schedule: Schedule): Schedule[] {
  const wakeUps = [...new Set(schedule.map(({ at }) => at))].toReversed();
  return wakeUps.map((wakeUp) => schedule.filter(({ at }) => at === wakeUp)).filter(({ length }) => length > 1);
}

/** Every two deviations, the last first. */
function pairs(schedule: Schedule): [Deviation, Deviation][] {
  return schedule
    .flatMap((first, at) => schedule.slice(at + 1).map((second): [Deviation, Deviation] => [first, second]))
    .toReversed();
}
