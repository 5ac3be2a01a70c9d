import type { Level } from "../../core/contracts/level.ts";
import { type Counterfactual, counterfactual } from "./counterfactual.ts";
import type { Executions, Verdict } from "../execution/executions.ts";
import { type Failure, sameFailure } from "../checks/failure.ts";
import { lowestLevel } from "./lowest-level.ts";
import type { ConflictPairs } from "../pairs/conflict-pairs.ts";
import type { Schedule } from "../schedule/schedule.ts";
import { shrink } from "./shrink.ts";
import type { Sweep } from "../sweeps/sweep.ts";

/** A failing execution, made small. */
export interface Finding {
  readonly failure: Failure;
  /** The lowest level at which it was seen. */
  readonly level: Level;
  /** The level at which it was searched. */
  readonly searchedAt: Level;
  /** The smallest schedule that is known to fail at `level`. */
  readonly schedule: Schedule;
  /** Whether each deviation was verified to be necessary for the same failure. */
  readonly minimal: boolean;
  /** The number of the execution that failed first, from 1. */
  readonly execution: number;
  readonly strategy: string;
  readonly seed: number;
  /** Deviations before shrinking. */
  readonly deviations: number;
  /** Choice points of the failing execution that was found. */
  readonly choices: number;
  /** Executions for shrinking. */
  readonly replays: number;
  /** How many of ten replays of the schedule failed in the same way. */
  readonly reproduced: number;
  /** Which choices of that execution matter; undefined for a replay, which does not find out. */
  readonly counterfactual: Counterfactual | undefined;
  /** The whole sweep, if a sweep found the failure. */
  readonly sweep?: Sweep | undefined;
  /** Which orders of conflicting steps the search had seen when it failed, and which never, if that was asked for. */
  readonly pairs?: ConflictPairs | undefined;
}

/** Make a finding of an execution that failed: shrink it, and look at lower levels. */
export async function findingOf(
  executions: Executions,
  searchedAt: Level,
  failed: Verdict & { readonly failure: Failure },
  search: { readonly strategy: string; readonly seed: number },
): Promise<Finding> {
  const execution = executions.count;
  const { failure } = failed;
  const located = await executions.locate(searchedAt, failed.taken);
  return findingOfSchedule(executions, searchedAt, located.schedule, failure, {
    execution,
    choices: failed.taken.length,
    ...search,
  });
}

/** Make a finding of a schedule that fails. */
export async function findingOfSchedule(
  executions: Executions,
  searchedAt: Level,
  found: Schedule,
  failure: Failure,
  search: { readonly execution: number; readonly choices: number; readonly strategy: string; readonly seed: number },
): Promise<Finding> {
  const small = await shrink(executions, searchedAt, found, failure);
  const lowest = await lowestLevel(executions, searchedAt, small, failure, search.seed);
  const { level, schedule, minimal } = lowest;
  const replays = await reproduce(executions, level, schedule, failure);
  return {
    failure: replays[0] ?? failure,
    level,
    searchedAt,
    schedule,
    minimal,
    ...search,
    deviations: found.length,
    replays: small.replays,
    reproduced: replays.length,
    // Level `fifo` has only the default order: choices can be changed at the level of the search only.
    counterfactual: await counterfactual(executions, level === "fifo" ? searchedAt : level, lowest, failure),
  };
}

/** Replay the schedule ten times, and return the failures that are the same. */
async function reproduce(
  executions: Executions,
  level: Level,
  schedule: Schedule,
  expected: Failure,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (let count = 0; count < 10; count++) {
    const { failure } = await executions.replay(level, schedule);
    if (failure !== undefined && sameFailure(expected, failure)) failures.push(failure);
  }
  return failures;
}
