import type { Context } from "./context/context.ts";
import type { Coroutine } from "./coroutine.ts";
import type { Future } from "./future.ts";
import type { Places } from "./places.ts";
import type { Handle, TimerHandle } from "./driving/handle.ts";
import type { Spawnable } from "./spawnable.ts";
import type { Task, TaskSettings } from "./task.ts";
import type { Choice } from "./contracts/strategy.ts";

/** What the ready queue holds: a task to resume, a callback to call, a timer that is due. */
export interface Entry extends Choice {
  /** Run one turn. Never throws. */
  runTurn(): void;
  toString(): string;
  /** Whether running it would do nothing: it still counts in its iteration, but is no alternative. */
  readonly skipped: boolean;
  /** The task that it resumes, if it resumes one. */
  readonly task?: Task<unknown> | undefined;
}

/** What the timer heap holds. */
export interface TimerEntry extends Entry {
  /** Deadline in seconds of loop time. */
  readonly deadline: number;
  /** Whether it was cancelled: it stays in the heap until it reaches the head, as in CPython. */
  readonly skipped: boolean;
  /** Whether it is in the heap; kept by the loop. */
  scheduled: boolean;
}

/** A creator that waits, inside its own turn, until the eager native child has run its first step. */
export interface ParkedCreator {
  readonly child: Task<unknown>;
  readonly creator: Task<unknown>;
  readonly resume: () => void;
}

/** What a task may take and has to give back: a lock. */
export interface Held {
  /** Who has it, if that is known. */
  readonly holder: Task<unknown> | null;
}

/** Options of the methods that schedule a callback. */
export interface CallbackSettings {
  /** The context variables that the callback sees. Default: a copy of the current ones. */
  readonly context?: Context;
}

/** What an exception handler is told, as in asyncio; which keys are set depends on the report. */
export interface ExceptionContext {
  readonly message: string;
  readonly exception?: unknown;
  readonly future?: Future<unknown>;
  readonly task?: Task<unknown>;
  readonly handle?: Handle;
  readonly coroutine?: Coroutine<unknown>;
  /** What an exception handler was told when it failed itself. */
  readonly context?: ExceptionContext;
}

/** Receives what nobody else can be told: errors of callbacks, exceptions never retrieved, tasks destroyed while pending. */
export type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => void;

/** Makes the tasks of a loop. */
export type TaskFactory = <T>(loop: EventLoop, body: Spawnable<T>, settings: TaskSettings) => Task<T>;

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
  setExceptionHandler(handler: ExceptionHandler | null): void;
  getExceptionHandler(): ExceptionHandler | null;
  defaultExceptionHandler(context: ExceptionContext): void;
  callExceptionHandler(context: ExceptionContext): void;
  /** Seconds from which on debug mode reports a callback as slow. */
  slowCallbackDuration: number;
  setDebug(enabled: boolean): void;
  getDebug(): boolean;

  /** Append to the ready queue. @internal */
  enqueue(entry: Entry): void;
  /** Put on the timer heap. @internal */
  addTimer(entry: TimerEntry): void;
  /** Count a cancellation of an entry on the heap. @internal */
  timerCancelled(): void;
  /** Where waits happen, in debug mode. @internal */
  readonly places: Places | undefined;
  /** What tasks have taken, if somebody asks. @internal */
  readonly held: Set<Held> | undefined;
  /** @internal */
  readonly tasks: TaskRegistry;
  /** Native activities of this loop's tasks that wait on nothing the loop knows. @internal */
  unknown: number;
  /** @internal */
  readonly turns: Turns;
  /** @internal */
  readonly forgotten: Forgotten;
}

/** The tasks of a loop that are not done, in order of creation. */
export interface TaskRegistry extends Iterable<Task<unknown>> {
  isEmpty(): boolean;
  add(task: Task<unknown>): void;
  delete(task: Task<unknown>): void;
  nextNumber(): number;
}

/** The turn that runs, as native code that takes part in it needs it. @internal */
export interface Turns {
  /** Counts the turns of the loop. */
  readonly number: number;
  /** Creators that wait for the first step of an eager native child. */
  readonly parked: ParkedCreator[];
  /** Call back when the microtasks of this turn are drained. */
  afterDrain(callback: () => void): void;
}

/** Takes note of what may turn out to be forgotten, to report it. */
export interface Forgotten {
  /** Remember a coroutine until it is started. */
  addCoroutine(coroutine: Coroutine<unknown>): void;
  /** Remember a failed future until its exception is retrieved. */
  addFailure(future: Future<unknown>): void;
  /** Somebody has seen the exception of a failed future. */
  retrieved(future: Future<unknown>): void;
  /** The loop closes: everything that is forgotten, as reports for the exception handler. */
  take(tasks: TaskRegistry): ExceptionContext[];
}
