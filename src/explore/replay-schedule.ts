import { anything } from "../core/arguments/kind.ts";
import { describe } from "../core/arguments/describe.ts";
import { requireAbove0, requireSeed } from "../core/arguments/require-number.ts";
import { requireOptions, type Options } from "../core/arguments/require-options.ts";
import { typeError } from "../core/errors/type-error.ts";
import type { Level } from "../core/contracts/level.ts";
import { requireLevel } from "../core/contracts/level.ts";
import { requireWorld, type World } from "../loop/world.ts";
import { type ExecutionHooks, Executions } from "./execution/executions.ts";
import { type Explorable, requireBody, requireNoLoop } from "./explorable.ts";
import { requireInside } from "./self-checks/require-inside.ts";
import { checksAsked, type CheckName } from "./checks/checks.ts";
import type { Finding } from "./findings/finding.ts";
import { InconclusiveError } from "./claims/inconclusive-error.ts";
import { requireSchedule, parseSchedule, type Schedule } from "./schedule/schedule.ts";

/**
 * Run `body` once, by a schedule.
 *
 * @param hooks - Watch the run, for a debugger.
 * @throws {TypeError | ValueError} If a setting or the schedule is wrong, or `body` is not a function.
 * @throws {RuntimeError} If called in a running loop.
 * @throws {InconclusiveError} If the run meets a limit.
 * @throws {OutsideWaitError} If `body` waits for something outside of its loop.
 */
export async function replaySchedule(
  body: Explorable,
  schedule: Schedule | string,
  settings: ReplaySettings,
  hooks: ExecutionHooks = {},
): Promise<ReplayResult> {
  requireNoLoop("replay()");
  requireBody("replay()", body);
  requireOptions("replay()", settings, known);
  const { level = "env", seed = 0, maxIterations = 10_000, maxTime = 1_000_000, checks = [] } = settings;
  const world = requireWorld(settings.world);
  requireLevel(level);
  requireSeed(seed);
  requireAbove0("maxIterations", maxIterations);
  requireAbove0("maxTime", maxTime);
  const asked = scheduleOf(schedule);
  const executions = new Executions(body, { seed, maxIterations, maxTime, checks: checksAsked(checks), world });
  const replay = await executions.replay(level, asked, hooks);
  const { failure, limit, taken, schedule: happened, skipped } = replay;
  await requireInside(executions, level, replay);
  if (limit !== undefined) throw new InconclusiveError(limit);
  if (failure === undefined) return { kind: "passed", replaySchedule: { schedule: happened, skipped } };
  const finding: Finding = {
    failure,
    level,
    searchedAt: level,
    schedule: happened,
    minimal: false,
    execution: 1,
    strategy: "replay",
    seed,
    deviations: happened.length,
    choices: taken.length,
    replays: 0,
    reproduced: 1,
    counterfactual: undefined,
  };
  return { kind: "failed", finding, executions };
}

/** Options of `replay()`: the same as for the exploration that found the schedule. */
export interface ReplaySettings {
  /** The level of the finding. Default: `"env"`. */
  readonly level?: Level | undefined;
  /** Seed of `loop.random()`. Default: 0. */
  readonly seed?: number | undefined;
  /** Iterations after which the run is stopped. Default: 10,000. */
  readonly maxIterations?: number | undefined;
  /** Virtual seconds after which the run is stopped. Default: 1,000,000. */
  readonly maxTime?: number | undefined;
  /** What else counts as a failure. */
  readonly checks?: readonly CheckName[] | "all" | undefined;
  /** The network, processes and workers of the run. Default: a simulated world with one host. */
  readonly world?: World | undefined;
}

const known: Options<ReplaySettings> = {
  level: anything,
  seed: anything,
  maxIterations: anything,
  maxTime: anything,
  checks: anything,
  world: anything,
};

/** Which parts of a schedule happened. */
export interface ReplayOutcome {
  /** The departures from the default order that happened. */
  readonly schedule: Schedule;
  /** Departures that never became possible: the program has changed. */
  readonly skipped: Schedule;
}

/** The result of a replay. */
export type ReplayResult =
  | { readonly kind: "passed"; readonly replaySchedule: ReplayOutcome }
  | { readonly kind: "failed"; readonly finding: Finding; readonly executions: Executions };

function scheduleOf(schedule: unknown): Schedule {
  if (typeof schedule === "string") return parseSchedule(schedule);
  if (Array.isArray(schedule)) {
    requireSchedule(schedule);
    return schedule as Schedule;
  }
  throw typeError(`a schedule was expected, got ${describe(schedule)}`, 'pass the text from the report: "v1:…"');
}
