import { isWakeUp, parseWakeUp } from "../schedule/wake-up.ts";
import type { Point } from "../schedule/recording-strategy.ts";
import type { Deviation, Schedule } from "../schedule/schedule.ts";
import { reserve, type ShrinkReplays } from "./shrink-replays.ts";

/**
 * Look for a schedule with fewer deviations around a failing one: the first few stay, and one other replaces the rest, or the next
 * two. One actor that comes earlier may replace several that come later. What resembles the schedule is tried first.
 */
export async function shortcut(trials: ShrinkReplays, schedule: Schedule): Promise<Schedule> {
  for (const resembling of [true, false]) {
    for (let kept = 0; kept < schedule.length - 1; kept++) {
      if (trials.left <= reserve + schedule.length) return schedule;
      const first = schedule.slice(0, kept);
      const rest = schedule.slice(kept);
      const points = await trials.points(first);
      const ends = resembling && rest.length > 2 ? [rest.slice(2), []] : [[]];
      for (const deviation of candidates(points, first.length, rest, resembling)) {
        for (const end of ends) {
          if (trials.left <= reserve + schedule.length) return schedule;
          const trial = await trials.try([...first, deviation, ...end]);
          if (trial?.fails === true && trial.schedule.length < schedule.length) return trial.schedule;
        }
      }
    }
  }
  return schedule;
}

/** The deviations that are possible once `before` have happened: those with a value of `rest`, or all others. The likeliest come first. */
function candidates(points: readonly Point[], before: number, rest: Schedule, resembling: boolean): Deviation[] {
  const values = new Set(rest.map(({ value }) => value));
  const actors = new Set(rest.map(({ value }) => pathIn(value)));
  const delayed = new Set(rest.map(({ at }) => at));
  const unlike = ({ at, value }: Deviation): number => {
    if (values.has(value)) return delayed.has(at) ? 0 : 1;
    if (actors.has(pathIn(value))) return 2;
    return delayed.has(at) ? 3 : 4;
  };
  return points
    .filter(({ deviations }) => deviations === before)
    .flatMap(({ at, values: [, ...others] }) => others.map((value) => ({ at, value })))
    .filter(({ value }) => values.has(value) === resembling)
    .toSorted((a, b) => unlike(a) - unlike(b));
}

/** The path in a wake-up; any other part of a schedule stands for itself. */
function pathIn(value: string): string {
  return isWakeUp(value) ? parseWakeUp(value).path : value;
}
