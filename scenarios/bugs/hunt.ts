import { Executions, type Verdict } from "#explore/execution/executions";
import type { Failure } from "#explore/checks/failure";
import { findingOf } from "#explore/findings/finding";
import { type Claim, formatSchedule, type Level, type Search, type SearchStrategy } from "timeloom/testing";
import type { Bug, Program } from "./bug.ts";

/** Where a program is searched. */
export interface Where extends Pick<Bug, "level" | "world"> {
  /** Iterations after which an execution is inconclusive. Default: 10,000. */
  readonly maxIterations?: number;
}

/** What searching for a bug once has come to. */
export interface Hunt {
  readonly level: Level;
  /** The number of the execution that failed first, or undefined if none did. */
  readonly found: number | undefined;
  readonly executions: Executions;
  readonly search: Search;
  readonly verdict: Verdict | undefined;
  readonly inconclusive: number;
}

/** What a bug looks like once it is found and shrunk. */
export interface Shrunk {
  readonly level: Level;
  readonly deviations: number;
  /** Executions that shrinking took. */
  readonly replays: number;
  /** How many of ten replays failed again. */
  readonly reproduced: number;
  readonly schedule: string;
}

/** How a twin has fared. */
export interface Survived {
  readonly executions: number;
  readonly inconclusive: number;
  readonly claim: Claim;
  /** What failed, which means that the twin or the search is wrong. */
  readonly failure: string | undefined;
}

/** Search `program` until it fails, for `max` executions at most. */
export async function hunt(
  program: Program,
  strategy: SearchStrategy,
  seed: number,
  max: number,
  { level = "any-order", world, maxIterations = 10_000 }: Where = {},
): Promise<Hunt> {
  const bounds = { seed, maxIterations, maxTime: 1_000_000, checks: new Set<never>(), world };
  const executions = new Executions(program, bounds);
  const search = strategy({ seed, level });
  let inconclusive = 0;
  while (executions.count < max) {
    const next = search.next();
    if (next === undefined) break;
    const running = executions.run(level, next);
    const verdict = running instanceof Promise ? await running : running;
    search.ended(verdict);
    if (verdict.kind === "failed") return { found: executions.count, level, executions, search, verdict, inconclusive };
    if (verdict.kind === "inconclusive") inconclusive += 1;
  }
  return { found: undefined, level, executions, search, verdict: undefined, inconclusive };
}

/** Shrink what a hunt has found. */
export async function shrunkOf(
  { level, executions, search, verdict }: Hunt,
  seed: number,
): Promise<Shrunk | undefined> {
  if (verdict?.failure === undefined) return undefined;
  const failed = verdict as Verdict & { readonly failure: Failure };
  const finding = await findingOf(executions, level, failed, { strategy: search.name, seed });
  const { schedule, replays, reproduced } = finding;
  return {
    level: finding.level,
    deviations: schedule.length,
    replays,
    reproduced,
    schedule: formatSchedule(schedule),
  };
}

/** Run a twin until nothing is left to try, for `max` executions at most. */
export async function survive(
  twin: Program,
  strategy: SearchStrategy,
  max: number,
  where: Where = {},
): Promise<Survived> {
  const { level, executions, search, verdict, inconclusive } = await hunt(twin, strategy, 0, max, where);
  if (verdict === undefined) {
    return { executions: executions.count, inconclusive, claim: search.claim(), failure: undefined };
  }
  const count = executions.count;
  const { schedule } = await executions.locate(level, verdict.taken);
  const failure = `${verdict.failure?.message ?? ""} ${formatSchedule(schedule)}`;
  return { executions: count, inconclusive, claim: { kind: "none" }, failure };
}
