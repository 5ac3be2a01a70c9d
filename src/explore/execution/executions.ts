import { StepLimitError } from "../../core/errors/step-limit-error.ts";
import type { Level } from "../../core/contracts/level.ts";
import { fifo, follow, type Strategy } from "../../core/contracts/strategy.ts";
import type { Death, Entry, LoopCore, TaskCore } from "../../core/contracts/loop-core.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Spawnable } from "../../core/spawnable.ts";
import type { Engine } from "../../loop/engine.ts";
import { ProbeList } from "../../loop/probe-list.ts";
import type { World } from "../../loop/world.ts";
import type { OutsideWork } from "../../loop/outside/outside-work.ts";
import { addCounts } from "./add-counts.ts";
import { execute, isUnfit } from "./execute.ts";
import { type CheckName, sweepChecks } from "../checks/checks.ts";
import type { Failure } from "../checks/failure.ts";
import { isInjected } from "../schedule/injected-error.ts";
import { Interventions, isIntervention } from "../schedule/interventions.ts";
import { judge } from "../checks/judge.ts";
import type { Ending, Leftover } from "../checks/check.ts";
import { CircleWatch } from "../checks/livelock.ts";
import { late, timesLate } from "../schedule/late.ts";
import { Names } from "../schedule/names.ts";
import { CountingStrategy } from "../schedule/counting-strategy.ts";
import { type Point, RecordingStrategy } from "../schedule/recording-strategy.ts";
import { ScheduleStrategy } from "../schedule/schedule-strategy.ts";
import { type Deviation, formatDeviation, type Schedule } from "../schedule/schedule.ts";

/** Runs one body again and again. */
export class Executions {
  readonly #body: Spawnable<unknown>;
  readonly #bounds: ExecutionLimits;
  /** Executions so far. */
  count = 0;
  /** Whether, in one of them, time could have passed an outstanding call once more, and was not let. */
  heldTime = false;
  /** The values of `within` that kept time from passing a call. */
  readonly limited: Set<number> = new Set();
  /** How often each fault was chosen; undefined if nothing was met that fails in the real world. */
  faults: Map<string, number> | undefined = undefined;
  /** The livelock of the default order, if it does not end. */
  #livelock: Promise<Failure | undefined> | undefined = undefined;
  /** The leftovers of the body when nothing is done to it. */
  #known: Promise<ReadonlySet<string>> | undefined = undefined;

  constructor(body: Spawnable<unknown>, bounds: ExecutionLimits) {
    this.#body = body;
    this.#bounds = bounds;
  }

  /** Whether the body runs in a world that the user has described. */
  get hasWorld(): boolean {
    return this.#bounds.world !== undefined;
  }

  /**
   * Run the body once. A program of generators has its verdict at once, without a promise.
   *
   * @throws {OutsideWaitError} If the body waits for something outside the loop.
   */
  run(level: Level, strategy: Strategy & Probe, extras: ExecutionHooks = {}): Verdict | Promise<Verdict> {
    const counted = new CountingStrategy(strategy, this.count + 1);
    const ending = this.#end(level, counted, extras, this.#bounds.checks, probeOf(extras, strategy));
    const judged = (ended: Ending): Verdict | Promise<Verdict> => this.#judge(ended, counted.taken);
    const verdict = ending instanceof Promise ? ending.then(judged) : judged(ending);
    return verdict instanceof Promise ? verdict.then((judgement) => this.#rested(judgement)) : this.#rested(verdict);
  }

  /** Run the body once. */
  #end(
    level: Level,
    strategy: Strategy,
    extras: ExecutionHooks,
    checks = this.#bounds.checks,
    probe = extras.probe,
  ): Ending | Promise<Ending> {
    this.count += 1;
    let ending: Ending | undefined;
    let resume: ((ending: Ending) => void) | undefined;
    // Not spread: copying every option takes longer than a short execution.
    const { seed, maxIterations, maxTime, world } = this.#bounds;
    const { intervene, atEnd, outside, late, debug = false } = extras;
    const how = {
      level,
      strategy,
      probe,
      intervene,
      atEnd,
      outside,
      late,
      seed,
      maxIterations,
      maxTime,
      checks,
      debug,
      world,
    };
    execute(this.#body, how, (ended) => {
      ending = ended;
      resume?.(ended);
    });
    return ending ?? new Promise((resolve) => (resume = resolve));
  }

  #rested(verdict: Verdict): Verdict | Promise<Verdict> {
    const rest = this.#bounds.pace?.rest(this.count);
    return rest === undefined ? verdict : rest.then(() => verdict);
  }

  #judge(ending: Ending, taken: readonly number[]): Verdict | Promise<Verdict> {
    const { choices } = ending.engine.parts;
    if (choices?.heldTime === true) this.heldTime = true;
    if (choices?.limited !== undefined) for (const seconds of choices.limited) this.limited.add(seconds);
    if (choices?.faults !== undefined) this.faults = addCounts(this.faults, choices.faults);
    if (isUnfit(ending.error)) throw ending.error;
    const limit = limitOf(ending);
    if (limit !== undefined) return this.#limited(limit, taken, ending.engine.time());
    return verdictOf(judge(ending), taken, ending.engine.time());
  }

  /** An execution that met a limit is inconclusive, unless the body also goes round in circles in the default order. */
  async #limited(limit: StepLimitError, taken: readonly number[], time: number): Promise<Verdict> {
    const failure = await (this.#livelock ??= this.#circle());
    // It is the default order that fails.
    return failure === undefined
      ? { kind: "inconclusive", limit, taken, time }
      : { kind: "failed", failure, taken: [], time };
  }

  async #circle(): Promise<Failure | undefined> {
    const watch = new CircleWatch(this.#bounds.maxIterations);
    return watch.failure(await this.#end("fifo", fifo, { intervene: watch.intervene }));
  }

  /** An injected error may come out of the body, and leftovers that exist without it are no news. */
  async #judgeInjected(
    ending: Ending,
    taken: readonly number[],
    isOrphan: (task: TaskCore) => boolean,
  ): Promise<Verdict> {
    const surfaced = isInjected(ending.error) ? ending.error : undefined;
    const { error, unmet } = surfaced === undefined ? ending : { error: undefined, unmet: [] };
    const verdict = await this.#judge({ ...ending, error, unmet, leftovers: [] }, taken);
    if (verdict.kind !== "passed" || ending.leftovers.length === 0) return { ...verdict, surfaced };
    const known = await (this.#known ??= this.#usual());
    // After a failure gathered siblings run on until run() cancels them: that is no news either.
    const runsOn = ({ task }: Leftover): boolean =>
      task !== undefined && surfaced !== undefined && !this.#bounds.checks.has("leaked-task") && !isOrphan(task);
    const news = ending.leftovers.find((leftover) => !known.has(subject(leftover)) && !runsOn(leftover));
    return { ...verdictOf(news?.failure, taken, verdict.time), surfaced };
  }

  async #usual(): Promise<ReadonlySet<string>> {
    const { leftovers } = await this.#end("fifo", fifo, {}, this.#sweepChecks);
    return new Set(leftovers.map(subject));
  }

  /** Run the body once more in the same way, and write down its schedule. */
  async locate(level: Level, taken: readonly number[], extras: ExecutionHooks = {}): Promise<Replay> {
    const names = new Names();
    return this.#named(level, follow(taken), names, [], extras);
  }

  /** Run the body by a schedule. */
  async replay(level: Level, schedule: Schedule, extras: ExecutionHooks = {}): Promise<Replay> {
    const names = new Names();
    const orders = schedule.filter((deviation) => !isIntervention(deviation));
    return this.#named(level, new ScheduleStrategy(orders, names), names, schedule, extras);
  }

  async #named(level: Level, by: Strategy, names: Names, asked: Schedule, extras: ExecutionHooks): Promise<Replay> {
    const recorded = new RecordingStrategy(by, names, extras.points);
    const probe = extras.probe === undefined ? names : new ProbeList([names, extras.probe]).all;
    const injected = asked.filter(isIntervention);
    const verdict =
      injected.length === 0
        ? await this.run(level, recorded, { ...extras, probe })
        : await this.#intervened(level, recorded, injected, names, { ...extras, probe });
    return { ...verdict, schedule: recorded.deviations, skipped: without(asked, recorded.deviations), names };
  }

  async #intervened(
    level: Level,
    recorded: RecordingStrategy,
    injected: Schedule,
    names: Names,
    extras: ExecutionHooks,
  ): Promise<Verdict> {
    const interventions = new Interventions(injected, names, (deviation) => recorded.deviations.push(deviation));
    const counted = new CountingStrategy(recorded, this.count + 1);
    const intervene = (entry: Entry, loop: Engine): boolean =>
      interventions.intervene(entry, loop) || extras.intervene?.(entry, loop) === true;
    const ending = await this.#end(level, counted, { ...extras, intervene }, this.#sweepChecks);
    const isOrphan = (task: TaskCore): boolean => interventions.hasMade(task);
    return this.#rested(await this.#judgeInjected(ending, counted.taken, isOrphan));
  }

  /** The checks of a sweep. By default they look for anything left behind. */
  get #sweepChecks(): ReadonlySet<CheckName> {
    const { checks } = this.#bounds;
    return checks.size > 0 ? checks : sweepChecks;
  }
}

/** How one execution went. */
export interface Verdict {
  readonly kind: "passed" | "failed" | "inconclusive";
  readonly failure?: Failure | undefined;
  /** The injected error that came out of the body, which is no failure. */
  readonly surfaced?: Error | undefined;
  /** The limit that made the execution inconclusive. */
  readonly limit?: StepLimitError | undefined;
  /** The alternative taken at each choice point. */
  readonly taken: readonly number[];
  /** Loop time at the end, in seconds. */
  readonly time: number;
}

/** How one execution by schedule went. */
export interface Replay extends Verdict {
  /** The departures from the default order that happened. */
  readonly schedule: Schedule;
  /** Requested departures that never became possible. */
  readonly skipped: Schedule;
  readonly names: Names;
}

/** What all executions of a body have in common. */
export interface ExecutionLimits {
  readonly seed: number;
  /** Iterations after which an execution is inconclusive. */
  readonly maxIterations: number;
  /** Virtual seconds after which an execution is inconclusive. */
  readonly maxTime: number;
  readonly checks: ReadonlySet<CheckName>;
  /** What lies outside of the loops. Default: a simulated world with one host. */
  readonly world?: World | undefined;
  /** Lets the host run now and then. */
  readonly pace?: Pace | undefined;
}

/** Lets the host run now and then, so that signals arrive and progress is shown. */
export interface Pace {
  /** Called after each execution. @returns a wait for the host, if one is due */
  rest(executions: number): Promise<void> | undefined;
}

/** Hooks of one execution. */
export interface ExecutionHooks {
  readonly probe?: Probe | undefined;
  readonly intervene?: ((entry: Entry, loop: Engine) => boolean) | undefined;
  /** Called when the body has ended, before its leftovers are cleaned up. */
  readonly atEnd?: ((loop: Engine) => void) | undefined;
  /** Stands for the outside world. Default: nothing outside ever happens, so a wait for it is a deadlock. */
  readonly outside?: ((loop: LoopCore) => OutsideWork) | undefined;
  /**
   * Called if it comes to light after the run that the run would have ended the process. Without it a run waits for that, and returns to
   * the host before it ends: so much would make a search of generators slower.
   */
  readonly late?: ((loop: LoopCore, death: Death) => void) | undefined;
  readonly debug?: boolean;
  /** Receives every choice point when a schedule is replayed or written down. */
  readonly points?: Point[];
}

function verdictOf(failure: Failure | undefined, taken: readonly number[], time: number): Verdict {
  return failure === undefined ? { kind: "passed", taken, time } : { kind: "failed", failure, taken, time };
}

/** Let the strategy watch the run, too. */
function probeOf({ probe }: ExecutionHooks, strategy: Strategy & Probe): Probe | undefined {
  return strategy.turn === undefined ? probe : new ProbeList([strategy, probe]).all;
}

function limitOf({ error, stuck }: Ending): StepLimitError | undefined {
  const limit = error === undefined ? stuck : error;
  return limit instanceof StepLimitError ? limit : undefined;
}

function subject({ failure }: Leftover): string {
  return `${failure.check} ${failure.task ?? ""}`;
}

function without(asked: Schedule, happened: readonly Deviation[]): Schedule {
  const left = happened.flatMap(singly);
  return asked.flatMap((deviation) => {
    const all = singly(deviation);
    const missing = all.filter((single) => {
      const found = left.indexOf(single);
      if (found !== -1) left.splice(found, 1);
      return found === -1;
    });
    if (missing.length === 0 || missing.length === all.length) return missing.length === 0 ? [] : [deviation];
    return [{ at: deviation.at, value: late(missing.length) }];
  });
}

/** A deviation as text; one that time passes several deadlines counts as often. */
function singly(deviation: Deviation): string[] {
  const times = timesLate(deviation);
  return times === 0 ? [formatDeviation(deviation)] : Array<string>(times).fill(`${deviation.at}=${late(1)}`);
}
