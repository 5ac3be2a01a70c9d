import { printableError } from "../../core/arguments/printable-error.ts";
import type { Level } from "../../core/contracts/level.ts";
import type { Death, Entry, LoopCore } from "../../core/contracts/loop-core.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Strategy } from "../../core/contracts/strategy.ts";
import { DeadlockError } from "../../core/errors/deadlock-error.ts";
import { OutsideWaitError } from "../../core/errors/outside-wait-error.ts";
import { StepLimitError } from "../../core/errors/step-limit-error.ts";
import type { ExceptionContext } from "../../core/event-loop.ts";
import type { Future } from "../../core/future.ts";
import { hasSucceeded } from "../../core/future-core.ts";
import type { Spawnable } from "../../core/spawnable.ts";
import { Task } from "../../core/task.ts";
import { assemble } from "../../loop/assemble.ts";
import { cancelAll } from "../../loop/cancel-all.ts";
import { JumpingClock } from "../../loop/clock/jumping-clock.ts";
import type { Engine } from "../../loop/engine.ts";
import type { OutsideWork } from "../../loop/outside/outside-work.ts";
import { blockedTasks } from "../../loop/reports/blocked-tasks.ts";
import { InvalidChoiceError } from "../../loop/scheduler/invalid-choice-error.ts";
import type { World } from "../../loop/world.ts";
import { outcomeOf } from "../../loop/main-future.ts";
import { Choices } from "../../loop/scheduler/choices.ts";
import { simulatedWorld } from "../../world/simulated/simulated-world.ts";
import type { CheckName } from "../checks/checks.ts";
import type { Ending } from "../checks/check.ts";
import { Leftovers } from "../checks/leftovers.ts";
import { faultFreeTime } from "./fault-free-time.ts";
import { monitored, type Monitors } from "../checks/monitors/monitors.ts";

/** Run `body` once on a fresh virtual loop. May call `ended` before it returns. */
export function execute(body: Spawnable<unknown>, settings: ExecutionSettings, ended: (ending: Ending) => void): void {
  const { level, strategy, intervene, probe, outside, late } = settings;
  const choices = Choices.of(strategy, level);
  const watching = Leftovers.of(settings.checks);
  let monitors: Monitors | undefined;
  let over = false;
  const loop = assemble({
    clock: new JumpingClock(0),
    outside,
    late,
    choices,
    probes: watching === undefined ? [probe] : [...watching.watches, probe],
    services: monitored(
      (made) => {
        monitors = made;
        engine.parts.probes.addFirst(made);
      },
      (settings.world ?? defaultWorld).services(),
    ),
    intervene: intervene && ((entry) => !over && intervene(entry, engine)),
    seed: settings.seed,
    maxIterations: settings.maxIterations,
    maxTime: settings.maxTime,
  });
  const engine = loop.core;
  const reports: ExceptionContext[] = [];
  loop.setExceptionHandler((_, context) => reports.push(context));
  if (settings.debug === true) loop.setDebug(true);
  const afterBody = (stopped: Error | undefined, main: Future<unknown>): void => {
    const error = violationOf(monitors, stopped) ?? stopped ?? failureOf(main);
    const recovery = error === undefined ? faultFreeTime(engine, monitors) : undefined;
    if (recovery === undefined) return ofBody(stopped, error);
    engine.runEagerly(recovery, (stuck) => ofBody(stuck, violationOf(monitors, stuck) ?? stuck), late === undefined);
  };
  const ofBody = (stopped: Error | undefined, error: Error | undefined): void => {
    over = true;
    probe?.ended?.();
    const pending = engine.tasks.isEmpty() ? [] : blockedTasks(engine.tasks);
    const leftovers = watching?.found(engine) ?? [];
    monitors?.end();
    settings.atEnd?.(engine);
    // A verdict that is known does not depend on how the rest is cleaned up.
    if (choices !== undefined && error !== undefined) choices.active = false;
    const unmet = monitors?.unmet ?? [];
    const finish = (stuck?: Error): void => ended({ engine, error, pending, reports, unmet, leftovers, stuck });
    if (stopped instanceof StepLimitError) return finish();
    const close = (stuck?: Error): void => {
      loop.close();
      finish(stuck);
    };
    const left = cancelAll(engine);
    if (left === undefined) return close();
    const ofCleanup = (stuck?: Error): void => {
      left.report();
      close(stuck);
    };
    engine.runEagerly(new Task(left.haveEnded, { name: "run()" }, engine), ofCleanup, late === undefined);
  };
  engine.runEagerly(body, afterBody, late === undefined);
}

/** Options of one execution. */
export interface ExecutionSettings {
  readonly level: Level;
  readonly strategy: Strategy;
  readonly probe?: Probe | undefined;
  /** Called before each turn of the body; returns true if it took the turn itself. */
  readonly intervene?: ((entry: Entry, loop: Engine) => boolean) | undefined;
  /** Called when the body has ended, before its leftovers are cleaned up. */
  readonly atEnd?: ((loop: Engine) => void) | undefined;
  /** Stands for the outside world. Default: nothing outside ever happens, so a wait for it is a deadlock. */
  readonly outside?: ((loop: LoopCore) => OutsideWork) | undefined;
  /** Called if it comes to light after the run that it would have ended the process. Without it the run waits for that. */
  readonly late?: ((loop: LoopCore, death: Death) => void) | undefined;
  readonly seed: number;
  /** Iterations after which the execution is inconclusive. */
  readonly maxIterations: number;
  /** Virtual seconds after which the execution is inconclusive. */
  readonly maxTime: number;
  /** The requested checks, made when the body has ended. */
  readonly checks: ReadonlySet<CheckName>;
  /** Whether to record places, for reports. */
  readonly debug?: boolean;
  /** What lies outside of the loop. Default: a simulated world with one host. */
  readonly world?: World | undefined;
}

const defaultWorld = simulatedWorld();

/** Check the state that the last step has left. */
function violationOf(monitors: Monitors | undefined, stopped: Error | undefined): Error | undefined {
  if (stopped !== undefined && !(stopped instanceof DeadlockError)) return undefined;
  try {
    monitors?.look();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function failureOf(main: Future<unknown>): Error | undefined {
  if (hasSucceeded(main)) return undefined;
  try {
    outcomeOf(main);
    return undefined;
  } catch (error) {
    return printableError(error);
  }
}

/** Whether `error` says that the body, or the strategy, cannot be used for an exploration. */
export function isUnfit(error: Error | undefined): error is OutsideWaitError | InvalidChoiceError {
  return error instanceof OutsideWaitError || error instanceof InvalidChoiceError;
}
