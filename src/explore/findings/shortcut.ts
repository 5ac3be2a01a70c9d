import { isWakeUp, parseWakeUp } from "../schedule/wake-up.ts";
import type { Point } from "../schedule/recording-strategy.ts";
import type { Deviation, Schedule } from "../schedule/schedule.ts";
import type { ShrinkReplays } from "./shrink-replays.ts";

/**
 * Look for a schedule with fewer deviations around a failing one: the first few stay, and one other replaces the rest. One
 * actor that comes earlier may replace several that come later.
 *
 * @param until - The number of replays to leave.
 */
export async function shortcut(trials: ShrinkReplays, schedule: Schedule, until: number): Promise<Schedule> {
  for (let kept = 0; kept < schedule.length - 1; kept++) {
    const first = schedule.slice(0, kept);
    const rest = schedule.slice(kept);
    if (trials.left <= until) return schedule;
    for (const deviation of candidates(await trials.points(first), kept, rest)) {
      if (trials.left <= until) return schedule;
      const trial = await trials.try([...first, deviation]);
      if (trial?.fails === true && trial.schedule.length < schedule.length) return trial.schedule;
    }
  }
  return schedule;
}

/** The same with deviations that have a value of those which they replace: the rest, or only the next two. */
export async function resemblingShortcut(trials: ShrinkReplays, schedule: Schedule, until: number): Promise<Schedule> {
  for (let kept = 0; kept < schedule.length - 1; kept++) {
    const first = schedule.slice(0, kept);
    const rest = schedule.slice(kept);
    if (trials.left <= until) return schedule;
    const values = new Set(rest.map(({ value }) => value));
    const resembling = candidates(await trials.points(first), kept, rest).filter(({ value }) => values.has(value));
    for (const deviation of resembling) {
      for (const end of rest.length > 2 ? [rest.slice(2), []] : [[]]) {
        if (trials.left <= until) return schedule;
        const trial = await trials.try([...first, deviation, ...end]);
        if (trial?.fails === true && trial.schedule.length < schedule.length) return trial.schedule;
      }
    }
  }
  return schedule;
}

/** The deviations that are possible once `before` have happened. Deviations that resemble `rest` come first. */
function candidates(points: readonly Point[], before: number, rest: Schedule): Deviation[] {
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
    .toSorted((a, b) => unlike(a) - unlike(b));
}

/** The path in a wake-up; any other part of a schedule stands for itself. */
function pathIn(value: string): string {
  return isWakeUp(value) ? parseWakeUp(value).path : value;
}
