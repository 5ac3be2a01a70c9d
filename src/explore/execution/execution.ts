import { DeadlockError, OutsideWaitError, StepLimitError, type BlockedTask } from "../../core/errors/errors.ts";
import type { Entry, EventLoop, ExceptionContext } from "../../core/event-loop.ts";
import type { Future } from "../../core/future.ts";
import { Task } from "../../core/task.ts";
import type { Wait } from "../../core/contracts/awaitable.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Spawnable } from "../../core/spawnable.ts";
import type { Level, Strategy } from "../../core/contracts/strategy.ts";
import type { BaseEventLoop } from "../../loop/base-event-loop.ts";
import { Choices } from "../../loop/scheduler/choices.ts";
import { blockedTasks } from "../../loop/reports/blocked-tasks.ts";
import { SeededEntropy } from "../../loop/clock/entropies.ts";
import { ForbiddenOutside, type Outside } from "../../loop/outside/outside.ts";
import { ReportsAtClose } from "../../loop/reports/forgotten-at-close.ts";
import { virtualClock } from "../../loop/clock/virtual-clock.ts";
import { both } from "./both-probes.ts";
import { ExploredLoop } from "./explored-loop.ts";
import type { Check } from "../checks/failure.ts";
import { type Leftover, Leftovers } from "../checks/leftovers.ts";

/** How one execution is run. */
export interface ExecutionSettings {
  readonly level: Level;
  readonly strategy: Strategy;
  readonly probe?: Probe | undefined;
  /** Is told of each turn of the body before it runs; returns true if it took the turn itself. */
  readonly intervene?: ((entry: Entry, loop: BaseEventLoop) => boolean) | undefined;
  /** Is called when the body has ended, before what it left behind is cleaned up. */
  readonly atEnd?: ((loop: BaseEventLoop) => void) | undefined;
  /** What stands for the world outside. Default: no task may wait for it. */
  readonly outside?: ((loop: EventLoop) => Outside) | undefined;
  readonly seed: number;
  /** Iterations after which the execution is inconclusive. */
  readonly maxIterations: number;
  /** Virtual seconds after which it is. */
  readonly maxTime: number;
  /** What else is looked at when the body has ended. */
  readonly checks: ReadonlySet<Check>;
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
  /** What `eventually()` was told and has not come true. */
  readonly unmet: readonly string[];
  /** What the checks that somebody asked for have found, in their order. */
  readonly leftovers: readonly Leftover[];
  /** Why the tasks that were still pending did not end when they were cancelled. */
  readonly stuck: Error | undefined;
}

/** Run `body` once on a fresh virtual loop; `ended` may be called before this returns. */
export function execute(body: Spawnable<unknown>, settings: ExecutionSettings, ended: (ending: Ending) => void): void {
  const { level, strategy, intervene, probe, outside } = settings;
  const choices = level === "fifo" ? undefined : new Choices(strategy, level);
  const watching = Leftovers.of(settings.checks);
  let over = false;
  const loop = new ExploredLoop((own) => ({
    clock: virtualClock(),
    outside: outside?.(own) ?? new ForbiddenOutside(own),
    forgotten: new ReportsAtClose(),
    choices,
    probe: watching !== undefined && probe !== undefined ? both(watching, probe) : (watching ?? probe),
    intervene: intervene && ((entry) => !over && intervene(entry, loop)),
    entropy: new SeededEntropy(settings.seed),
    maxIterations: settings.maxIterations,
    maxTime: settings.maxTime,
  }));
  const reports: ExceptionContext[] = [];
  loop.setExceptionHandler((_, context) => reports.push(context));
  if (settings.debug === true) loop.setDebug(true);
  watching?.watch(loop);
  loop.runEagerly(body, (stopped, main) => {
    over = true;
    probe?.ended?.();
    const { monitored } = loop;
    const error = violationOf(loop, stopped) ?? stopped ?? failureOf(main);
    const pending = loop.tasks.isEmpty() ? [] : blockedTasks(loop.tasks);
    const leftovers = watching?.found(loop) ?? [];
    monitored?.end();
    settings.atEnd?.(loop);
    if (choices !== undefined) choices.active = false;
    const unmet = monitored?.unmet ?? [];
    const finish = (stuck?: Error): void => ended({ loop, error, pending, reports, unmet, leftovers, stuck });
    if (stopped instanceof StepLimitError) return finish();
    const close = (stuck?: Error): void => {
      loop.close();
      finish(stuck);
    };
    if (pending.length === 0) return close();
    cleanUp(loop, close);
  });
}

/** The state that the last step has left. */
function violationOf(loop: ExploredLoop, stopped: Error | undefined): Error | undefined {
  if (stopped !== undefined && !(stopped instanceof DeadlockError)) return undefined;
  try {
    loop.monitored?.look();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** Cancel what is left, as `run()` does. */
function cleanUp(loop: BaseEventLoop, cleaned: (stuck?: Error) => void): void {
  const left = [...loop.tasks];
  for (const task of left) task.cancel();
  const waiting = function* (): Generator<Wait, void, void> {
    for (const task of left) {
      try {
        yield* task;
      } catch {
        // What it ends with after the body has no say.
      }
    }
  };
  loop.runEagerly(new Task(waiting, { name: "run()", loop }), cleaned);
}

function failureOf(main: Future<unknown>): Error | undefined {
  if (main.succeeded()) return undefined;
  const error: unknown = main.cancelled() ? main.makeCancelledError() : main.exception();
  return error instanceof Error ? error : new Error(`The body threw ${String(error)}`, { cause: error });
}

/** Whether `error` says that the body cannot be explored. */
export function isUnfit(error: Error | undefined): error is OutsideWaitError {
  return error instanceof OutsideWaitError;
}
