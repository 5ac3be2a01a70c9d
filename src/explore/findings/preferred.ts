import type { Point } from "../schedule/recording-strategy.ts";
import type { Schedule } from "../schedule/schedule.ts";
import type { ShrinkReplays } from "./shrink-replays.ts";

/** A schedule with as many deviations, at the same or earlier choice points, but with few switches between tasks. */
export async function preferred(trials: ShrinkReplays, schedule: Schedule): Promise<Schedule> {
  let best = schedule;
  let switches = (await trials.try(schedule))?.switches ?? 0;
  // The result must be verified, too.
  const reserve = schedule.length + 1;
  let points: readonly Point[] | undefined;
  for (let index = 0; index < best.length && trials.left > reserve; index++) {
    points ??= await trials.points(best);
    for (const earlier of earlierFor(points, index, best)) {
      if (trials.left <= reserve) return best;
      const trial = await trials.try(earlier);
      if (trial?.fails !== true || trial.schedule.length > best.length || trial.switches > switches) continue;
      best = trial.schedule;
      switches = trial.switches;
      points = undefined;
      break;
    }
  }
  return best;
}

/** The schedules in which the same actor goes first at an earlier choice point, the earliest first. */
function earlierFor(points: readonly Point[], index: number, schedule: Schedule): Schedule[] {
  const at = points.findIndex(({ deviations, chosen }) => deviations === index && chosen > 0);
  const value = schedule[index]?.value ?? "";
  return points
    .slice(0, Math.max(0, at))
    .filter((point) => point.deviations === index && point.values.indexOf(value) > 0)
    .map((point) => schedule.with(index, { at: point.at, value }));
}
