import { anything, trueOrFalse } from "../core/arguments/kind.ts";
import { describe } from "../core/arguments/describe.ts";
import { requireAbove0, requireSeed, requireWholeNumber } from "../core/arguments/require-number.ts";
import { list } from "../core/arguments/list.ts";
import { requireOptions, type Options } from "../core/arguments/require-options.ts";
import { typeError } from "../core/errors/type-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import type { Level } from "../core/contracts/level.ts";
import { requireLevel } from "../core/contracts/level.ts";
import { requireWorld, type World } from "../loop/world.ts";
import type { Limits } from "./budget.ts";
import { type ClaimKind, claims, strengthOf } from "./claims/certificate.ts";
import { checksAsked, type CheckName } from "./checks/checks.ts";
import type { Progress } from "./progress.ts";
import type { Search, SearchStrategy } from "./strategies/search.ts";
import { requireShard, type Shard } from "./shard.ts";
import { searchOf } from "./search-of.ts";
import { covered } from "./strategies/coverage-guided/covered.ts";
import { strategyNamed } from "./strategies/strategy-named.ts";
import { type SweepMode, sweepModes } from "./sweeps/sweep.ts";

/** Options of `explore()`. */
export interface ExploreSettings {
  /** What may be reordered. Default: `"env"`, every order that a real loop can produce. */
  readonly level?: Level | undefined;
  /** Which orders to run; also as it is typed on the command line: `"pct:3"`. Default: `auto()`. */
  readonly strategy?: SearchStrategy | string | undefined;
  /** The weakest acceptable claim: reject if the certificate claims less. Default: nothing. */
  readonly require?: Exclude<ClaimKind, "none"> | undefined;
  /** The most executions. Default: 1,000. */
  readonly executions?: number | undefined;
  /** The most seconds of real time. Default: no limit. */
  readonly time?: number | undefined;
  /** Bytes of heap that the process may use before the search ends. Default: no limit. */
  readonly memory?: number | undefined;
  /** Ends the search when aborted; the certificate says what was covered until then. */
  readonly signal?: AbortSignal | undefined;
  /** Seed of the search and of `loop.random()`. Default: 0. */
  readonly seed?: number | undefined;
  /** Iterations after which an execution is inconclusive. Default: 10,000. */
  readonly maxIterations?: number | undefined;
  /** Virtual seconds after which an execution is inconclusive. Default: 1,000,000. */
  readonly maxTime?: number | undefined;
  /** What else counts as a failure. */
  readonly checks?: readonly CheckName[] | "all" | undefined;
  /** What to do at every await in the default order, before the search: one execution each. Default: nothing. */
  readonly sweeps?: readonly SweepMode[] | undefined;
  /** Selects the tasks that sweeps do it to, by name. Default: all. */
  readonly tasks?: ((name: string) => boolean) | undefined;
  /** The network, processes and workers of each execution. Default: a simulated world with one host. */
  readonly world?: World | undefined;
  /**
   * Say in the certificate which orders of conflicting steps were seen, and which never. Executions take longer then. Default: only the
   * strategy `coverageGuided()` does. Workers and shards join what they have seen.
   */
  readonly coverage?: boolean | undefined;
  /** Run one of several parts of the search, for a machine of many: `{ index: 1, count: 4 }`. The certificate is about the part. */
  readonly shard?: Shard | undefined;
  /** Called about every 50 ms. Replaces the progress line that a search longer than a second shows by default. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Checked settings, with their defaults. */
export interface CheckedSettings {
  readonly level: Level;
  readonly searching: Search;
  readonly require: ClaimKind;
  readonly limits: Limits;
  readonly seed: number;
  readonly maxIterations: number;
  readonly maxTime: number;
  readonly checks: ReadonlySet<CheckName>;
  readonly sweeps: readonly SweepMode[];
  readonly tasks: ((name: string) => boolean) | undefined;
  readonly world: World | undefined;
  readonly shard: Shard | undefined;
  /** The strategy as it is typed, if it was given so. */
  readonly named: string | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** The names of the options. */
export const exploreOptions: Options<ExploreSettings> = {
  level: anything,
  strategy: anything,
  require: anything,
  executions: anything,
  time: anything,
  memory: anything,
  signal: anything,
  seed: anything,
  maxIterations: anything,
  maxTime: anything,
  checks: anything,
  sweeps: anything,
  tasks: anything,
  world: anything,
  coverage: trueOrFalse,
  shard: anything,
  onProgress: anything,
};

/**
 * Refuse wrong settings, and fill in the defaults.
 *
 * @throws {TypeError} If a setting has the wrong type.
 * @throws {ValueError} If a setting is unknown, has a wrong value, or contradicts another one.
 */
export function checkSettings(settings: ExploreSettings): CheckedSettings {
  requireOptions("explore()", settings, exploreOptions);
  const { level = "env", seed = 0, maxIterations = 10_000, maxTime = 1_000_000, checks = [], onProgress } = settings;
  requireLevel(level);
  requireSeed(seed);
  requireAbove0("maxIterations", maxIterations);
  requireAbove0("maxTime", maxTime);
  if (checks !== "all" && !Array.isArray(checks)) {
    throw typeError(`checks must be a list, got ${describe(checks)}`, 'checks: ["leaked-task"], or checks: "all"');
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw typeError(`onProgress must be a function, got ${describe(onProgress)}`, "onProgress: (progress) => { … }");
  }
  const { sweeps = [], tasks } = settings;
  requireSweeps(sweeps, tasks);
  const limits = limitsOf(settings);
  const { strategy = "auto", shard, coverage = false } = settings;
  const search = searchOf(typeof strategy === "string" ? strategyNamed(strategy) : strategy, seed, level);
  const searching = coverage ? covered(search) : search;
  const named = typeof strategy === "string" ? strategy : undefined;
  requireSomethingToExplore(settings, level, searching);
  const require = requirementOf(settings, level, searching);
  if (shard !== undefined) requireShard(shard);
  const world = requireWorld(settings.world);
  const bounds = { level, seed, maxIterations, maxTime, checks: checksAsked(checks), world };
  return { ...bounds, searching, require, limits, sweeps, tasks, shard, named, onProgress };
}

function requireSweeps(sweeps: unknown, tasks: unknown): void {
  const hint = `use a list of ${list(sweepModes.map((mode) => `"${mode}"`))}`;
  if (!Array.isArray(sweeps)) throw typeError(`sweeps must be a list, got ${describe(sweeps)}`, hint);
  for (const mode of sweeps as unknown[]) {
    if (!sweepModes.includes(mode as SweepMode)) throw new ValueError(`Invalid sweep: ${describe(mode)}`, hint);
  }
  if (tasks === undefined) return;
  if (sweeps.length === 0) {
    throw new ValueError("Nothing to sweep: tasks without sweeps", hint.replace("use", "give sweeps"));
  }
  if (typeof tasks === "function") return;
  throw typeError(`tasks must be a function, got ${describe(tasks)}`, 'tasks: (name) => name.startsWith("worker")');
}

function limitsOf(settings: ExploreSettings): Limits {
  const { executions = 1_000, time = Infinity, memory = Infinity, signal } = settings;
  if (executions !== Infinity) requireWholeNumber("executions", executions, 1, "1_000");
  requireAbove0("time", time);
  requireAbove0("memory", memory);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw typeError(`signal must be an AbortSignal, got ${describe(signal)}`, "pass controller.signal");
  }
  if (executions === Infinity && time === Infinity && memory === Infinity && signal === undefined) {
    throw new ValueError("Nothing ends the search: executions is Infinity", "give it a time, in seconds, as well");
  }
  return { executions, time, memory, signal };
}

function requireSomethingToExplore({ strategy }: ExploreSettings, level: Level, searching: Search): void {
  if (level !== "fifo" || strategy === undefined || searching.name === "fifo") return;
  throw new ValueError(
    `Nothing to explore: level "fifo" has one order, and ${searching.name} is to choose among several`,
    "leave the level out, or the strategy",
  );
}

function requirementOf({ require }: ExploreSettings, level: Level, searching: Search): ClaimKind {
  if (require === undefined) return "none";
  const demands = claims.filter((kind) => kind !== "none");
  if (!demands.includes(require)) {
    throw new ValueError(
      `Invalid require: ${describe(require)}`,
      `use ${list(
        demands.map((kind) => `"${kind}"`),
        "or",
      )}`,
    );
  }
  if (level === "fifo") {
    throw new ValueError(`Cannot require "${require}" at level "fifo": it has one order`, 'use level "env"');
  }
  const { strongest = "proof", name } = searching;
  if (strengthOf(strongest) < strengthOf(require)) {
    const other = require === "pct" ? "pct()" : "exhaustive() or auto()";
    throw new ValueError(
      `Cannot require "${require}" of ${name}: it claims ${strongest === "none" ? "nothing" : `"${strongest}" at most`}`,
      `use ${other}, or require less`,
    );
  }
  return require;
}
