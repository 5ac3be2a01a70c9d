import { describe } from "./arguments/describe.ts";
import { type Options, requireOptions } from "./arguments/require-options.ts";
import { type Context, contextKind } from "./context/context.ts";
import type { LoopCore, Report } from "./contracts/loop-core.ts";
import type { Coroutine } from "./coroutine.ts";
import type { Handle, TimerHandle } from "./driving/handle.ts";
import { typeError } from "./errors/type-error.ts";
import type { Future } from "./future.ts";
import type { Spawnable } from "./spawnable.ts";
import type { Task, TaskSettings } from "./task.ts";

/**
 * The event loop: runs tasks and callbacks, one turn at a time.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html | asyncio event loop}
 */
export interface EventLoop {
  /** Loop time in seconds: monotonic, with an arbitrary start (0 on a virtual loop). */
  time(): number;
  /** The loop's randomness, seeded on a virtual loop. @returns a number in `[0, 1)` */
  random(): number;
  callSoon(callback: () => unknown, settings?: CallbackSettings): Handle;
  callSoonThreadsafe(callback: () => unknown, settings?: CallbackSettings): Handle;
  callLater(delay: number, callback: () => unknown, settings?: CallbackSettings): TimerHandle;
  callAt(when: number, callback: () => unknown, settings?: CallbackSettings): TimerHandle;
  createFuture<T>(): Future<T>;
  createTask<T>(body: Spawnable<T>, settings?: TaskSettings): Task<T>;
  setTaskFactory(factory: TaskFactory | null): void;
  getTaskFactory(): TaskFactory | null;
  runUntilComplete<T>(main: Spawnable<T> | Future<T>): Promise<T>;
  runForever(): Promise<void>;
  runSync<T>(main: Spawnable<T>): T;
  stop(): void;
  close(): void;
  isRunning(): boolean;
  isClosed(): boolean;
  addSignalHandler(signal: NodeJS.Signals | number, callback: () => unknown): void;
  removeSignalHandler(signal: NodeJS.Signals | number): boolean;
  setExceptionHandler(handler: ExceptionHandler | null): void;
  getExceptionHandler(): ExceptionHandler | null;
  defaultExceptionHandler(context: ExceptionContext): void;
  callExceptionHandler(context: ExceptionContext): void;
  /** Debug mode reports a callback as slow if it takes this many seconds or more. */
  slowCallbackDuration: number;
  setDebug(enabled: boolean): void;
  getDebug(): boolean;
}

/** Options of the methods that schedule a callback. */
export interface CallbackSettings {
  /** The context variables that the callback sees. Default: a copy of the current ones. */
  readonly context?: Context;
}

const callbackOptions: Options<CallbackSettings> = { context: contextKind };

/** @throws {TypeError} If an option has the wrong type. @throws {ValueError} If an option is unknown. */
export function requireCallbackSettings(what: string, settings: unknown): void {
  if (settings !== undefined) requireOptions(what, settings, callbackOptions);
}

/** What an exception handler receives, as in asyncio. The report determines which keys are set. */
export interface ExceptionContext extends Report {
  readonly future?: Future<unknown>;
  readonly task?: Task<unknown>;
  readonly handle?: Handle;
  readonly coroutine?: Coroutine<unknown>;
  /** What an exception handler had received when it failed itself. */
  readonly context?: ExceptionContext;
}

/** Receives what no caller can catch: errors of callbacks, exceptions never retrieved, tasks destroyed while pending. */
export type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => void;

/** Makes the tasks of a loop. */
export type TaskFactory = <T>(loop: EventLoop, body: Spawnable<T>, settings: TaskSettings) => Task<T>;

/** The loop that has this `core`. */
export function faceOf(core: LoopCore): EventLoop {
  return core.face as EventLoop;
}

/**
 * The core of `loop`.
 *
 * @throws {TypeError} If it is not a loop of timeloom.
 */
export function coreOf(loop: EventLoop | LoopCore): LoopCore {
  const { core } = (loop ?? {}) as Partial<LoopCore>;
  if (core !== undefined && core.core === core) return core;
  throw typeError(
    `a loop of timeloom was expected, got ${describe(loop)}`,
    "pass getRunningLoop(), newEventLoop() or what virtualLoop() makes",
  );
}
