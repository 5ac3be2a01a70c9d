import type { Level } from "../../core/contracts/level.ts";
import { thisHost } from "../../host/this-host.ts";
import { deathRouter } from "../../loop/deaths.ts";
import type { Spawnable } from "../../core/spawnable.ts";
import { type ExecutionLimits, Executions, type Verdict } from "../execution/executions.ts";
import { LateDeaths } from "../execution/late-deaths.ts";
import { OutcomeHash } from "../execution/outcome-hash.ts";
import { logOf } from "../self-checks/audit.ts";
import { CoverageGuided } from "../strategies/coverage-guided/coverage-guided.ts";
import { strategyNamed } from "../strategies/strategy-named.ts";
import type { Search } from "../strategies/search.ts";
import { CoveredRuns } from "./covering/covered-runs.ts";
import { OrderRuns } from "./order-runs.ts";
import { ScheduleRuns } from "./schedule-runs.ts";
import type { GuidedSlice, Slice, SliceResult, SliceRuns } from "./slice.ts";

/**
 * Run a slice of a search in this thread, up to the first execution that fails.
 *
 * @throws {OutsideWaitError} If the body waits for something outside of its loop.
 * @throws {UnhandledRejectionError | UncaughtExceptionError} If an execution leaves an error behind that does not come before it ends.
 */
export async function runSlice(body: Spawnable<unknown>, settings: SliceSettings, slice: Slice): Promise<SliceResult> {
  const { level } = settings;
  const executions = new Executions(body, settings);
  const late = new LateDeaths();
  const endWatches = [deathRouter, late.watcher].map((watcher) => thisHost.watchDeaths(watcher));
  try {
    const runs =
      slice.kind === "guided"
        ? guidedRuns(slice, settings)
        : slice.covers === true
          ? new CoveredRuns(runsOf(slice, settings))
          : runsOf(slice, settings);
    const outcomes = new OutcomeHash();
    const tally = { executions: 0, passed: 0, inconclusive: 0, choices: 0 };
    let failed: SliceResult["failed"];
    while (failed === undefined && !late.any) {
      const next = runs.next(tally.executions);
      if (next === undefined) break;
      const running = executions.run(level, next, late.hooks);
      const verdict = running instanceof Promise ? await running : running;
      late.ran({ taken: verdict.taken, execution: executions.count }, running instanceof Promise);
      runs.ended(verdict);
      if (countsIn(slice, tally.executions)) outcomes.add("seed" in slice ? slice.seed : settings.seed, verdict);
      count(tally, verdict);
      if (verdict.kind === "failed") failed = { before: tally.executions - 1, taken: verdict.taken };
    }
    failed = (await died(executions, level, late)) ?? failed;
    const { heldTime, limited, faults } = executions;
    const hash = (await logOf(new Executions(body, settings), level, [])).hash;
    const met = { heldTime, within: [...limited], faults: faults && [...faults] };
    return { ...tally, failed, ...runs.found(), outcomes: outcomes.digest(), hash, ...met };
  } finally {
    for (const endWatch of endWatches) endWatch();
  }
}

/** What all slices of a search have in common. */
export interface SliceSettings extends ExecutionLimits {
  readonly level: Level;
}

function guidedRuns(slice: GuidedSlice, { level }: SliceSettings): SliceRuns {
  const search = new CoverageGuided({ seed: slice.seed, level });
  search.goOn(slice.known, slice.reached);
  const runs: SliceRuns = {
    next: (executions) => (executions < slice.executions ? search.next() : undefined),
    ended: (verdict) => search.ended(verdict),
    found: () => ({ drawn: search.drawn }),
  };
  return new CoveredRuns(runs, search.coverage);
}

function runsOf(slice: Exclude<Slice, GuidedSlice>, { level, seed }: SliceSettings): SliceRuns {
  if (slice.kind === "orders") return new OrderRuns(slice, seed);
  if (slice.kind === "schedules") return new ScheduleRuns(slice);
  const search: Search = strategyNamed(slice.strategy)({ seed: slice.seed, level });
  return {
    next: (executions) => (executions < slice.executions ? search.next() : undefined),
    ended: (verdict) => search.ended(verdict),
    found: () => {
      const claim = search.claim();
      return claim.kind === "pct" ? { missed: { depth: claim.depth, probability: claim.missProbability } } : {};
    },
  };
}

/** Whether an execution of a slice belongs to this shard. */
function countsIn(slice: Slice, execution: number): boolean {
  return slice.kind !== "orders" || slice.counted?.[execution] !== false;
}

function count(
  tally: { executions: number; passed: number; inconclusive: number; choices: number },
  { kind, limit, taken }: Verdict,
): void {
  tally.executions += 1;
  tally.choices = Math.max(tally.choices, taken.length);
  if (kind === "passed") tally.passed += 1;
  if (limit !== undefined) tally.inconclusive += 1;
}

/** The execution in which something died, as it came to light only afterwards. */
async function died(executions: Executions, level: Level, late: LateDeaths): Promise<SliceResult["failed"]> {
  const found = await late.settled();
  if (found === undefined) return undefined;
  for (const { taken, execution } of found.suspects) {
    const { kind } = await executions.locate(level, taken);
    if (kind === "failed") return { before: execution - 1, taken };
  }
  throw found.death;
}
