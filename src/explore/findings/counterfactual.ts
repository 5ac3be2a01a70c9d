import type { Level } from "../../core/contracts/level.ts";
import type { Executions } from "../execution/executions.ts";
import type { Failure } from "../checks/failure.ts";
import type { Point } from "../schedule/recording-strategy.ts";
import type { Deviation, Schedule } from "../schedule/schedule.ts";
import { ShrinkReplays } from "./shrink-replays.ts";

/** Which choices of a failing execution matter. */
export interface Counterfactual {
  /** The level at which choices were changed. At level `fifo` none can be changed. */
  readonly level: Level;
  /** Choice points of the execution. */
  readonly choices: number;
  /** Departures from the default order: without any one of them the execution passes. */
  readonly decisive: Schedule;
  /** Whether that was verified for each of them. */
  readonly verified: boolean;
  /** How many of the other choice points, which kept the default order, were changed, one at a time. */
  readonly tried: number;
  /** At how many of them the execution fails in the same way with every alternative that was tried. */
  readonly irrelevant: number;
  /** Other choices that the failure needs, each as the deviation that makes the execution pass. */
  readonly alsoMatter: Schedule;
  /** A passing schedule that differs in one deviation: one less if that passes, else one more. */
  readonly passing: Schedule | undefined;
}

/** The most replays for a counterfactual. */
const most = 60;

/** Find out which choices of the execution by `schedule` matter: change one at a time. */
export async function counterfactual(
  executions: Executions,
  level: Level,
  { schedule, minimal }: { readonly schedule: Schedule; readonly minimal: boolean },
  failure: Failure,
): Promise<Counterfactual> {
  const trials = new ShrinkReplays(executions, level, failure, most);
  const points = await trials.points(schedule);
  let passing = await nearestPassing(trials, schedule);
  const alsoMatter: Deviation[] = [];
  let [tried, irrelevant] = [0, 0];
  const kept = points.filter(({ chosen }) => chosen === 0);
  for (const { at, values, deviations } of spread(kept, trials.left)) {
    const other = { at, value: values[1 + (tried % (values.length - 1))] ?? "" };
    const changed = schedule.toSpliced(deviations, 0, other);
    const trial = await trials.try(changed);
    if (trial === undefined) break;
    tried += 1;
    if (trial.fails) irrelevant += 1;
    else alsoMatter.push(other);
    if (trial.passes) passing ??= changed;
  }
  return {
    level,
    choices: points.length,
    decisive: schedule,
    verified: minimal,
    tried,
    irrelevant,
    alsoMatter,
    passing,
  };
}

/** The schedule without the last deviation that can go so that the execution passes. */
async function nearestPassing(trials: ShrinkReplays, schedule: Schedule): Promise<Schedule | undefined> {
  for (let at = schedule.length - 1; at >= 0; at--) {
    const less = schedule.toSpliced(at, 1);
    if ((await trials.try(less))?.passes === true) return less;
  }
  return undefined;
}

/** At most `count` of `points`, evenly spread. */
function spread(points: readonly Point[], count: number): Point[] {
  const step = Math.max(1, points.length / Math.max(1, count));
  return points.filter((_, at) => Math.floor(at / step) > Math.floor((at - 1) / step));
}
