import type { StepLimitError } from "../core/errors.ts";
import { follow, type Level, type Strategy } from "../core/strategy.ts";
import type { Entry } from "../core/event-loop.ts";
import type { Probe } from "../core/probe.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { BaseEventLoop } from "../loop/base-event-loop.ts";
import { both } from "./both.ts";
import { type Ending, execute, isInconclusive, isUnfit } from "./execution.ts";
import type { Check, Failure } from "./failure.ts";
import { judge } from "./judge.ts";
import { Names } from "./names.ts";
import { Counted, Recorded, Replayed } from "./record.ts";
import type { Deviation, Schedule } from "./schedule.ts";

/** How one execution went. */
export interface Verdict {
  readonly kind: "passed" | "failed" | "inconclusive";
  readonly failure?: Failure | undefined;
  /** The limit that made it inconclusive. */
  readonly limit?: StepLimitError | undefined;
  /** The alternative taken at each choice point. */
  readonly taken: readonly number[];
}

/** How one execution by schedule went. */
export interface Replay extends Verdict {
  /** The departures from the default order that happened. */
  readonly schedule: Schedule;
  /** Those that were asked for and never became possible. */
  readonly skipped: Schedule;
  readonly names: Names;
}

/** What all executions of a body have in common. */
export interface Bounds {
  readonly seed: number;
  /** Iterations after which an execution is inconclusive. */
  readonly maxIterations: number;
  /** Virtual seconds after which it is. */
  readonly maxTime: number;
  readonly checks: ReadonlySet<Check>;
  /** Lets the host run now and then. */
  readonly pace?: Pace | undefined;
}

/** Lets the host run now and then, so that signals arrive and progress is shown. */
export interface Pace {
  /** An execution is over. @returns a wait for the host, if it is due */
  rest(executions: number): Promise<void> | undefined;
}

/** What one execution may add. */
export interface Extras {
  readonly probe?: Probe | undefined;
  readonly intervene?: ((entry: Entry, loop: BaseEventLoop) => boolean) | undefined;
  readonly debug?: boolean;
}

/** Runs one body again and again. */
export class Executions {
  readonly #body: Spawnable<unknown>;
  readonly #bounds: Bounds;
  /** Executions so far. */
  count = 0;

  constructor(body: Spawnable<unknown>, bounds: Bounds) {
    this.#body = body;
    this.#bounds = bounds;
  }

  /**
   * Run the body once; a program of generators has its verdict at once.
   *
   * @throws {OutsideWaitError} If the body waits for something outside the loop.
   */
  run(level: Level, strategy: Strategy & Probe, extras: Extras = {}): Verdict | Promise<Verdict> {
    this.count += 1;
    const counted = new Counted(strategy);
    const watching = strategy.turn === undefined ? undefined : strategy;
    const probe = watching && extras.probe ? both(watching, extras.probe) : (watching ?? extras.probe);
    let ending: Ending | undefined;
    let resume: (() => void) | undefined;
    execute(this.#body, { ...this.#bounds, ...extras, probe, level, strategy: counted }, (its) => {
      ending = its;
      resume?.();
    });
    if (ending !== undefined) return this.#rested(this.#judge(ending, counted));
    return new Promise((resolve, reject) => {
      resume = (): void => {
        try {
          resolve(this.#rested(this.#judge(ending as Ending, counted)));
        } catch (error) {
          reject(error);
        }
      };
    });
  }

  #rested(verdict: Verdict): Verdict | Promise<Verdict> {
    const rest = this.#bounds.pace?.rest(this.count);
    return rest === undefined ? verdict : rest.then(() => verdict);
  }

  #judge(ending: Ending, { taken }: Counted): Verdict {
    if (isUnfit(ending.error)) throw ending.error;
    if (isInconclusive(ending.error)) return { kind: "inconclusive", limit: ending.error, taken };
    const failure = judge(ending, this.#bounds.checks);
    return failure === undefined ? { kind: "passed", taken } : { kind: "failed", failure, taken };
  }

  /** Run the body once more as before, and write down its schedule. */
  async locate(level: Level, taken: readonly number[], extras: Extras = {}): Promise<Replay> {
    const names = new Names();
    return this.#named(level, follow(taken), names, [], extras);
  }

  /** Run the body by a schedule. */
  async replay(level: Level, schedule: Schedule, extras: Extras = {}): Promise<Replay> {
    const names = new Names();
    return this.#named(level, new Replayed(schedule, names), names, schedule, extras);
  }

  async #named(level: Level, by: Strategy, names: Names, asked: Schedule, extras: Extras): Promise<Replay> {
    const recorded = new Recorded(by, names);
    const probe = extras.probe === undefined ? names : both(names, extras.probe);
    const verdict = await this.run(level, recorded, { ...extras, probe });
    return { ...verdict, schedule: recorded.deviations, skipped: without(asked, recorded.deviations), names };
  }
}

function without(asked: Schedule, happened: readonly Deviation[]): Schedule {
  const left = happened.map(({ at, value }) => `${at}=${value}`);
  return asked.filter(({ at, value }) => {
    const found = left.indexOf(`${at}=${value}`);
    if (found !== -1) left.splice(found, 1);
    return found === -1;
  });
}
