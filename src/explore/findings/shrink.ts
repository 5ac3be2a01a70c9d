import type { Level } from "../../core/contracts/level.ts";
import type { Executions } from "../execution/executions.ts";
import type { Failure } from "../checks/failure.ts";
import { late, timesLate } from "../schedule/late.ts";
import { preferred } from "./preferred.ts";
import type { Schedule } from "../schedule/schedule.ts";
import { resemblingShortcut, shortcut } from "./shortcut.ts";
import { reserve, ShrinkReplays } from "./shrink-replays.ts";
import { withoutTogether } from "./without-together.ts";

/**
 * Make a failing schedule small: by delta debugging, by taking away deviations that can only go together, by looking for
 * one that replaces several, and by taking single deviations away until each one is needed.
 *
 * @param most - The most executions.
 * @see {@link https://doi.org/10.1109/32.988498 | Simplifying and isolating failure-inducing input}
 */
export async function shrink(
  executions: Executions,
  level: Level,
  schedule: Schedule,
  failure: Failure,
  most: number = 200,
): Promise<Shrunk> {
  const trials = new ShrinkReplays(executions, level, failure, most);
  const small = await smallest(trials, schedule);
  const minimal = await isMinimal(trials, small);
  return { schedule: small, minimal, replays: most - trials.left };
}

/** A failing schedule, made small. */
export interface Shrunk {
  readonly schedule: Schedule;
  /** Whether each deviation was verified to be necessary. */
  readonly minimal: boolean;
  /** Executions for shrinking. */
  readonly replays: number;
}

async function smallest(trials: ShrinkReplays, schedule: Schedule): Promise<Schedule> {
  if ((await trials.try([]))?.fails === true) return [];
  const cut = await withoutChunks(trials, await shortestPrefix(trials, schedule));
  const past = await pastMinima(trials, cut);
  const short = await withoutChunks(trials, past, past.length);
  return lessLate(trials, await withoutChunks(trials, await preferred(trials, short), short.length));
}

/** Each deviation of `schedule` is necessary, and still fewer may do. */
async function pastMinima(trials: ShrinkReplays, schedule: Schedule): Promise<Schedule> {
  for (const { step, share } of steps) {
    const spare = Math.max(0, trials.left - reserve - schedule.length);
    const fewer = await step(trials, schedule, trials.left - Math.ceil(spare * share));
    if (fewer.length < schedule.length) return pastMinima(trials, fewer);
  }
  return schedule;
}

/** Ways to fewer deviations, each with its share of the replays that are left: a schedule of many has many pairs. */
const steps = [
  { step: withoutTogether, share: 1 / 3 },
  { step: resemblingShortcut, share: 1 / 2 },
  { step: shortcut, share: 1 },
];

/** Let time pass each completion as seldom as the failure allows. */
async function lessLate(trials: ShrinkReplays, schedule: Schedule): Promise<Schedule> {
  let small = schedule;
  for (let at = small.length - 1; at >= 0; at--) {
    for (let deviation = small[at]; deviation !== undefined && timesLate(deviation) > 1; deviation = small[at]) {
      const fewer = { at: deviation.at, value: late(timesLate(deviation) - 1) };
      const trial = await trials.try(small.with(at, fewer));
      if (trial?.fails !== true || trial.schedule.length > small.length) break;
      small = trial.schedule;
    }
  }
  return small;
}

/** Most of a random schedule comes after the failure, or does not contribute to it. */
async function shortestPrefix(trials: ShrinkReplays, schedule: Schedule): Promise<Schedule> {
  let [passes, fails] = [0, schedule.length];
  while (fails - passes > 1) {
    const middle = Math.floor((passes + fails) / 2);
    const trial = await trials.try(schedule.slice(0, middle));
    if (trial === undefined) break;
    if (trial.fails) fails = middle;
    else passes = middle;
  }
  return schedule.slice(0, fails);
}

/** Take away chunks of ever smaller size, and at last single deviations until each one is needed. */
async function withoutChunks(trials: ShrinkReplays, schedule: Schedule, chunks: number = 2): Promise<Schedule> {
  let small = schedule;
  let size = Math.ceil(small.length / chunks);
  while (small.length > 0) {
    const less = await withoutSome(trials, small, size);
    if (size === 1 && less.length === small.length) break;
    small = less;
    size = Math.ceil(size / 2);
  }
  return small;
}

/** The schedule without the chunks of `size` that the failure does not need, tried one by one from the end. */
async function withoutSome(trials: ShrinkReplays, schedule: Schedule, size: number): Promise<Schedule> {
  let small = schedule;
  for (let end = small.length; end > 0; end = Math.min(end - size, small.length)) {
    const trial = await trials.try(small.toSpliced(Math.max(0, end - size), Math.min(size, end)));
    if (trial?.fails === true && trial.schedule.length < small.length) small = trial.schedule;
  }
  return small;
}

async function isMinimal(trials: ShrinkReplays, schedule: Schedule): Promise<boolean> {
  for (const at of schedule.keys()) {
    const trial = await trials.try(schedule.filter((_, index) => index !== at));
    if (trial?.fails !== false) return false;
  }
  return true;
}
