import { objectWith, requireKind } from "../core/arguments/kind.ts";
import { InvalidChoiceError } from "../loop/scheduler/invalid-choice-error.ts";
import type { Probe } from "../core/contracts/probe.ts";
import { fifo, type Strategy } from "../core/contracts/strategy.ts";
import { type Audit, audit, auditAgain } from "./self-checks/audit.ts";
import { requireInside } from "./self-checks/require-inside.ts";
import { Budget } from "./budget.ts";
import { requireCanary } from "./self-checks/require-canary.ts";
import { type Certificate, certificateOf } from "./claims/certificate.ts";
import { requireClaim } from "./claims/claim-error.ts";
import { type LateDeath, LateDeaths } from "./execution/late-deaths.ts";
import { Executions, type Verdict } from "./execution/executions.ts";
import { OutcomeHash } from "./execution/outcome-hash.ts";
import type { Failure } from "./checks/failure.ts";
import { type Explorable, requireBody, requireNoLoop } from "./explorable.ts";
import { type Finding, findingOf, findingOfSchedule } from "./findings/finding.ts";
import { deathRouter } from "../loop/deaths.ts";
import { thisHost } from "../host/this-host.ts";
import { mostPasses } from "../loop/scheduler/arrivals.ts";
import type { SearchHost } from "./search-host.ts";
import { InconclusiveError } from "./claims/inconclusive-error.ts";
import type { Progress } from "./progress.ts";
import { runnerOf } from "./parallel/runner-of.ts";
import type { SliceRunner } from "./parallel/slice.ts";
import type { Plan } from "./parallel/plan.ts";
import { planOf } from "./parallel/plan-of.ts";
import { doesNotRepeat, runSlices } from "./parallel/run-slices.ts";
import { AccessRecorder } from "./pairs/access-recorder.ts";
import { PairCoverage } from "./pairs/pair-coverage.ts";
import { recorded } from "./pairs/recorded.ts";
import type { Corpus } from "./strategies/coverage-guided/corpus.ts";
import { type ConflictPairs, conflictPairs } from "./pairs/conflict-pairs.ts";
import { coverageOf } from "./strategies/coverage-guided/covered.ts";
import { runSweeps, type Sweep } from "./sweeps/sweep.ts";
import { type CheckedSettings, checkSettings, type ExploreSettings } from "./explore-settings.ts";

/**
 * Run `body` in one order after another until one fails, no order is left, or the budget is used up.
 *
 * @param runner - Runs the parts of the search. Default: this thread runs the whole, or the shard that `settings` name.
 * @param corpus - Orders of earlier searches, which a search in parts runs first, and to which it adds.
 * @throws {TypeError | ValueError} If a setting is wrong, or `body` is not a function.
 * @throws {RuntimeError} If called in a running loop, or if exploration is switched off.
 * @throws {InconclusiveError} If the first execution meets a limit.
 * @throws {ClaimError} If the certificate claims less than required.
 * @throws {OutsideWaitError} If `body` waits for something outside of its loop.
 * @throws {NondeterminismError} If two executions of one schedule differ.
 */
export async function explore(
  body: Explorable,
  settings: ExploreSettings,
  host: SearchHost,
  runner?: SliceRunner,
  corpus?: Corpus,
): Promise<ExploreResult> {
  requireNoLoop("explore()");
  requireBody("explore()", body);
  const checked = checkSettings(settings);
  checked.limits.signal?.throwIfAborted();
  await requireCanary(checked.level);
  const { onProgress } = checked;
  const watched = onProgress === undefined ? host : { ...host, show: onProgress, shown: () => undefined };
  return await new Exploration(body, checked, watched, runnerOf(body, checked, runner), corpus).run();
}

/** The result of an exploration. */
export type ExploreResult = { readonly kind: "passed"; readonly certificate: Certificate } | FailedExploration;

/** A failure was found; `executions` can run the body once more, for the report. */
interface FailedExploration {
  readonly kind: "failed";
  readonly finding: Finding;
  readonly executions: Executions;
}

/** One search, from the first execution to the certificate or the finding. */
class Exploration {
  readonly #settings: CheckedSettings;
  readonly #budget: Budget;
  readonly #runner: SliceRunner | undefined;
  readonly #plan: Plan | undefined;
  /** What is known of orders of conflicting steps, if anybody wants to know. */
  readonly #coverage: PairCoverage | undefined;
  readonly #executions: Executions;
  /** Executions of the audit, which do not count. */
  readonly #audited: Executions;
  readonly #late = new LateDeaths();
  #audit: Audit | undefined = undefined;
  #phase: Progress["phase"] = "searching";
  #searched = 0;
  /** The most choice points of an execution. */
  #choices = 0;
  #inconclusive = 0;
  #outcomes = new OutcomeHash();

  constructor(
    body: Explorable,
    settings: CheckedSettings,
    host: SearchHost,
    runner: SliceRunner | undefined,
    corpus: Corpus | undefined,
  ) {
    const { named = "auto", seed, shard, limits, level } = settings;
    this.#settings = settings;
    this.#runner = runner;
    const coverage = coverageOf(settings.searching) ?? (corpus && new PairCoverage());
    this.#coverage = coverage;
    this.#plan = runner && planOf(named, { seed, shard, executions: limits.executions }, level, { corpus, coverage });
    this.#budget = new Budget(settings.limits, host, () => ({
      phase: this.#phase,
      choices: this.#choices,
      inconclusive: this.#inconclusive,
      strategy: this.#plan === undefined ? settings.searching.name : `${this.#plan.name}; ${runner?.who}`,
    }));
    this.#executions = new Executions(body, { ...settings, pace: this.#budget });
    this.#audited = new Executions(body, settings);
  }

  async run(): Promise<ExploreResult> {
    // Every execution watches by itself, but not what comes to light when it is over. Besides, to begin and end that watch takes longer
    // where nobody else watches.
    const watchers = this.#runner === undefined ? [deathRouter, this.#late.watcher] : [];
    const endWatches = watchers.map((watcher) => thisHost.watchDeaths(watcher));
    try {
      return await this.#search();
    } catch (error) {
      throw error instanceof InvalidChoiceError ? error.of(this.#settings.searching.name) : error;
    } finally {
      for (const endWatch of endWatches) endWatch();
      this.#budget.end();
    }
  }

  async #search(): Promise<ExploreResult> {
    const { level, searching, require, seed, shard } = this.#settings;
    const swept = await this.#sweep();
    if (swept?.kind === "failed") return swept;
    const before = this.#executions.count;
    const { ended, failed } = this.#plan === undefined ? await this.#runAll() : await this.#runDivided(this.#plan);
    const late = await this.#late.settled();
    if (late !== undefined) return await this.#died(late, before);
    if (failed !== undefined) return await this.#found(failed, this.#searched);
    if (this.#searched > 1 && this.#audit !== undefined) await auditAgain(this.#audited, level, this.#audit.log);
    const certificate = certificateOf(this.#plan ?? searching, {
      level,
      seed,
      executions: this.#searched,
      choices: this.#choices,
      inconclusive: this.#inconclusive,
      hash: this.#outcomes.digest(),
      ended: ended ?? "exhausted",
      shard,
      sweep: swept?.sweep,
      awaits: this.#audit?.awaits,
      outlived: this.#audit?.outlived,
      passes: this.#executions.heldTime ? mostPasses : undefined,
      within: this.#executions.limited,
      faultCounts: this.#executions.faults,
      pairs: await this.#pairs(),
    });
    requireClaim(require, certificate);
    return { kind: "passed", certificate };
  }

  async #pairs(): Promise<ConflictPairs | undefined> {
    const { level, shard } = this.#settings;
    return this.#coverage && (await conflictPairs(this.#coverage, this.#audited, level, shard !== undefined));
  }

  /** Run one order after another in this thread. */
  async #runAll(): Promise<SearchEnd> {
    const { level, searching } = this.#settings;
    let ended: Certificate["ended"] | undefined;
    let failed: FailedVerdict | undefined;
    while (ended === undefined && failed === undefined && !this.#late.any) {
      const next = searching.next();
      if (next === undefined) break;
      requireKind("what next() returns", next, aStrategy);
      const running = this.#searched === 0 ? this.#first(next) : this.#executions.run(level, next, this.#late.hooks);
      const verdict = running instanceof Promise ? await running : running;
      this.#late.ran({ taken: verdict.taken, execution: this.#executions.count }, running instanceof Promise);
      searching.ended(verdict);
      this.#count(verdict);
      if (hasFailed(verdict)) failed = verdict;
      ended = verdict.taken.length === 0 ? "exhausted" : this.#budget.spent(this.#searched);
    }
    return { ended, failed };
  }

  /** Let others run the slices of the search, once the default order is known to be the same every time, and to end. */
  async #runDivided(plan: Plan): Promise<SearchEnd> {
    const coverage = this.#coverage;
    coverage?.begin();
    const first = await this.#first(coverage === undefined ? fifo : recorded(fifo, new AccessRecorder(coverage)));
    coverage?.ended(first.taken);
    if (hasFailed(first) || first.taken.length === 0) {
      this.#count(first);
      return hasFailed(first) ? { ended: undefined, failed: first } : { ended: "exhausted", failed: undefined };
    }
    const hash = (this.#audit as Audit).log.hash;
    const tally = await runSlices(plan, this.#runner as SliceRunner, this.#budget, hash, (soFar) => {
      this.#searched = soFar.executions;
      this.#choices = soFar.choices;
      this.#inconclusive = soFar.inconclusive;
    });
    this.#outcomes = tally.outcomes;
    this.#executions.heldTime ||= tally.heldTime;
    this.#executions.faults = tally.faults;
    for (const seconds of tally.within) this.#executions.limited.add(seconds);
    if (tally.failed === undefined) return { ended: tally.ended, failed: undefined };
    const { taken, execution } = tally.failed;
    const verdict = await this.#executions.locate(this.#settings.level, taken);
    if (!hasFailed(verdict)) throw doesNotRepeat(execution);
    this.#searched = execution;
    return { ended: undefined, failed: verdict };
  }

  /**
   * The first execution, after the audit that it is the same every time. The audit must come first: state that outlives an
   * execution differs between the very first execution and the next.
   *
   * @throws {InconclusiveError} If the execution meets a limit.
   */
  async #first(strategy: Strategy & Probe): Promise<Verdict> {
    const { level } = this.#settings;
    this.#audit = await audit(this.#audited, level);
    const verdict = await this.#executions.run(level, strategy, this.#late.hooks);
    if (verdict.limit !== undefined) throw new InconclusiveError(verdict.limit);
    return verdict;
  }

  /** @throws {UnhandledRejectionError | UncaughtExceptionError} If it does not happen before the execution ends. */
  async #died({ death, suspects }: LateDeath, before: number): Promise<ExploreResult> {
    for (const { taken, execution } of suspects) {
      const verdict = await this.#executions.locate(this.#settings.level, taken);
      if (hasFailed(verdict)) return await this.#found(verdict, execution - before);
    }
    throw death;
  }

  async #found(verdict: FailedVerdict, execution: number): Promise<ExploreResult> {
    const { level, searching, seed } = this.#settings;
    const executions = this.#executions;
    await requireInside(executions, level, verdict);
    this.#phase = "shrinking";
    const finding = await findingOf(executions, level, verdict, { strategy: searching.name, seed });
    return this.#failed({ ...finding, execution, pairs: await this.#pairs() });
  }

  /** @throws {NondeterminismError} If two executions of its schedule differ: the finding would not replay. */
  async #failed(finding: Finding): Promise<FailedExploration> {
    await audit(this.#audited, finding.level, finding.schedule);
    return { kind: "failed", finding, executions: this.#executions };
  }

  /** Run the requested sweeps, and make a finding of the first failure. */
  async #sweep(): Promise<{ readonly kind: "swept"; readonly sweep: Sweep } | FailedExploration | undefined> {
    const { sweeps, tasks, seed } = this.#settings;
    if (sweeps.length === 0) return undefined;
    await audit(this.#audited, "fifo");
    this.#phase = "sweeping";
    const executions = this.#executions;
    const mayGoOn = (): boolean => this.#budget.spent(0) === undefined;
    const sweep = await runSweeps(executions, sweeps, { tasks, mayGoOn });
    const [first] = sweep.failures;
    // A body that fails without an intervention is left to the search, which can judge it.
    if (first === undefined || first.schedule.length === 0) {
      this.#phase = "searching";
      return { kind: "swept", sweep };
    }
    this.#phase = "shrinking";
    const { failure, schedule, execution, level = "fifo" } = first;
    const search = { execution, choices: 0, strategy: `sweep(${sweeps.join(", ")})`, seed };
    const finding = await findingOfSchedule(executions, level, schedule, failure, search);
    return this.#failed({ ...finding, sweep });
  }

  #count(verdict: Verdict): void {
    const { taken, limit } = verdict;
    this.#searched += 1;
    this.#outcomes.add(this.#settings.seed, verdict);
    this.#choices = Math.max(this.#choices, taken.length);
    if (limit !== undefined) this.#inconclusive += 1;
  }
}

/** How the orders have ended. */
interface SearchEnd {
  readonly ended: Certificate["ended"] | undefined;
  readonly failed: FailedVerdict | undefined;
}

type FailedVerdict = Verdict & { readonly failure: Failure };

function hasFailed(verdict: Verdict): verdict is FailedVerdict {
  return verdict.kind === "failed";
}

const aStrategy = objectWith("a strategy", ["choose"], "return an object with choose(point), or undefined at the end");
