import type { Level } from "../core/strategy.ts";
import type { Executions, Replay, Verdict } from "./executions.ts";
import type { Failure } from "./failure.ts";
import { lowestLevel } from "./lowest-level.ts";
import type { Schedule } from "./schedule.ts";
import { shrink } from "./shrink.ts";

/** A failing execution, made small. */
export interface Finding {
  readonly failure: Failure;
  /** The lowest level at which it occurs. */
  readonly level: Level;
  /** The level at which it was searched. */
  readonly searchedAt: Level;
  /** The smallest schedule that fails at `level`. */
  readonly schedule: Schedule;
  /** The number of the execution that failed first, from 1. */
  readonly execution: number;
  readonly strategy: string;
  readonly seed: number;
  /** Deviations before shrinking. */
  readonly deviations: number;
  /** Choice points of the failing execution that was found. */
  readonly choices: number;
  /** Executions that shrinking took. */
  readonly replays: number;
  /** How many of ten replays of the schedule failed in the same way. */
  readonly reproduced: number;
}

/** Make the smallest failing execution of one that failed. */
export async function findingOf(
  executions: Executions,
  searchedAt: Level,
  failed: Verdict & { readonly failure: Failure },
  search: { readonly strategy: string; readonly seed: number },
): Promise<Finding> {
  const execution = executions.count;
  const located = await executions.locate(searchedAt, failed.taken);
  const before = executions.count;
  const { schedule: small } = await shrink(executions, searchedAt, located.schedule, failed.failure);
  const replays = executions.count - before;
  const { level, schedule } = await lowestLevel(executions, searchedAt, small, failed.failure);
  return {
    failure: failed.failure,
    level,
    searchedAt,
    schedule,
    execution,
    ...search,
    deviations: located.schedule.length,
    choices: failed.taken.length,
    replays,
    reproduced: await reproduce(executions, level, schedule),
  };
}

async function reproduce(executions: Executions, level: Level, schedule: Schedule): Promise<number> {
  const replays: Replay[] = [];
  for (let i = 0; i < 10; i++) replays.push(await executions.replay(level, schedule));
  return replays.filter(({ kind }) => kind === "failed").length;
}
