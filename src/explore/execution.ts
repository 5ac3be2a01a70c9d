import { OutsideWaitError, StepLimitError, type BlockedTask } from "../core/errors.ts";
import type { Entry, ExceptionContext } from "../core/event-loop.ts";
import type { Future } from "../core/future.ts";
import type { Probe } from "../core/probe.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { Level, Strategy } from "../core/strategy.ts";
import { BaseEventLoop } from "../loop/base-event-loop.ts";
import { Choices } from "../loop/choices.ts";
import { blockedTasks } from "../loop/diagnosis.ts";
import { SeededEntropy } from "../loop/entropy.ts";
import { ForbiddenOutside } from "../loop/outside.ts";
import { ReportsAtClose } from "../loop/reports.ts";
import { virtualClock } from "../loop/virtual-clock.ts";

/** How one execution is run. */
export interface ExecutionSettings {
  readonly level: Level;
  readonly strategy: Strategy;
  readonly probe?: Probe | undefined;
  /** Is told of each turn before it runs; returns true if it took the turn itself. */
  readonly intervene?: ((entry: Entry, loop: BaseEventLoop) => boolean) | undefined;
  readonly seed: number;
  /** Iterations after which the execution is inconclusive. */
  readonly maxIterations: number;
  /** Virtual seconds after which it is. */
  readonly maxTime: number;
  /** Records places, for reports. */
  readonly debug?: boolean;
}

/** What is left when the body has ended, before it is cleaned up. */
export interface Ending {
  readonly loop: BaseEventLoop;
  /** The error that the body or the loop ended with. */
  readonly error: Error | undefined;
  /** Tasks that were still pending. */
  readonly pending: readonly BlockedTask[];
  /** What the loop's exception handler was told. */
  readonly reports: readonly ExceptionContext[];
}

/** Run `body` once on a fresh virtual loop; `ended` may be called before this returns. */
export function execute(body: Spawnable<unknown>, settings: ExecutionSettings, ended: (ending: Ending) => void): void {
  const { level, strategy, intervene } = settings;
  const choices = level === "fifo" ? undefined : new Choices(strategy, level);
  const loop = new BaseEventLoop((own) => ({
    clock: virtualClock(),
    outside: new ForbiddenOutside(own),
    forgotten: new ReportsAtClose(),
    choices,
    probe: settings.probe,
    intervene: intervene && ((entry) => intervene(entry, loop)),
    entropy: new SeededEntropy(settings.seed),
    maxIterations: settings.maxIterations,
    maxTime: settings.maxTime,
  }));
  const reports: ExceptionContext[] = [];
  loop.setExceptionHandler((_, context) => reports.push(context));
  if (settings.debug === true) loop.setDebug(true);
  loop.runEagerly(body, (stopped, main) => {
    const error = stopped ?? failureOf(main);
    const pending = blockedTasks(loop.tasks);
    if (choices !== undefined) choices.active = false;
    const close = (): void => {
      loop.close();
      ended({ loop, error, pending, reports });
    };
    if (stopped instanceof StepLimitError) return ended({ loop, error, pending, reports });
    if (pending.length === 0) return close();
    const left = [...loop.tasks];
    for (const task of left) task.cancel();
    loop.runEagerly(function* () {
      for (const task of left) {
        try {
          yield* task;
        } catch {
          // What it ends with after the body has no say.
        }
      }
    }, close);
  });
}

function failureOf(main: Future<unknown>): Error | undefined {
  if (main.succeeded()) return undefined;
  const error: unknown = main.cancelled() ? main.makeCancelledError() : main.exception();
  return error instanceof Error ? error : new Error(`The body threw ${String(error)}`, { cause: error });
}

/** Whether `error` says that the run was stopped, and not that anything is wrong. */
export function isInconclusive(error: Error | undefined): boolean {
  return error instanceof StepLimitError;
}

/** Whether `error` says that the body cannot be explored. */
export function isUnfit(error: Error | undefined): error is OutsideWaitError {
  return error instanceof OutsideWaitError;
}
