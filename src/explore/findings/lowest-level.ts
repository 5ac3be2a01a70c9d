import type { Level } from "../../core/contracts/level.ts";
import type { Strategy } from "../../core/contracts/strategy.ts";
import type { Executions, Verdict } from "../execution/executions.ts";
import { type Failure, sameFailure } from "../checks/failure.ts";
import { isIntervention } from "../schedule/interventions.ts";
import type { Schedule } from "../schedule/schedule.ts";
import { type Shrunk, shrink } from "./shrink.ts";
import { auto } from "../strategies/auto.ts";
import { unlessOutside } from "./shrink-replays.ts";

/** The smallest schedule that is known to fail at the lowest level. */
export interface LowestLevel extends Shrunk {
  readonly level: Level;
}

/** Executions of the search at each lower level. */
const most = 300;

/**
 * Look for a failure at the levels below the one at which it was found: try what is possible there of its schedule, then some
 * hundred executions. A failure that is not found there may still occur there.
 */
export async function lowestLevel(
  executions: Executions,
  level: Level,
  found: Shrunk,
  failure: Failure,
  seed: number,
): Promise<LowestLevel> {
  for (const lower of ["fifo", "env", "jitter"] as const) {
    if (lower === level) break;
    const schedule = await failingAt(executions, lower, found.schedule, failure, seed);
    if (schedule !== undefined) return { level: lower, ...(await shrink(executions, lower, schedule, failure)) };
  }
  return { level, ...found };
}

async function failingAt(
  executions: Executions,
  level: Level,
  schedule: Schedule,
  failure: Failure,
  seed: number,
): Promise<Schedule | undefined> {
  const replay = await executions.replay(level, schedule).catch(unlessOutside);
  if (replay === undefined) return undefined;
  if (sameFailure(failure, replay.failure)) return replay.schedule;
  // Without choices there is nothing to search, and a search never intervenes in tasks.
  if (replay.taken.length === 0 || schedule.some(isIntervention)) return undefined;
  const search = auto()({ seed, level });
  for (let count = 0; count < most; count++) {
    const strategy = search.next();
    if (strategy === undefined) return undefined;
    const verdict = await run(executions, level, strategy);
    if (verdict === undefined) return undefined;
    search.ended(verdict);
    if (sameFailure(failure, verdict.failure)) return (await executions.locate(level, verdict.taken)).schedule;
  }
  return undefined;
}

async function run(executions: Executions, level: Level, strategy: Strategy): Promise<Verdict | undefined> {
  try {
    return await executions.run(level, strategy);
  } catch (error) {
    return unlessOutside(error);
  }
}
