// How futures, tasks, coroutines and the loop see each other. Types only: nothing here knows a class that has these shapes.
import type { CapturedContext } from "../../host/host.ts";
import type { Cancellation } from "../cancellation.ts";
import type { UncaughtExceptionError } from "../errors/uncaught-exception-error.ts";
import type { UnhandledRejectionError } from "../errors/unhandled-rejection-error.ts";
import type { Places } from "../places.ts";
import type { Actor } from "./actor.ts";
import type { Probe } from "./probe.ts";
import type { ServiceKey } from "./service-key.ts";

/** The loop, as the code below asyncio's methods sees it. */
export interface LoopCore {
  /** This object itself, so that a loop and its core both have a `core`. */
  readonly core: LoopCore;
  /** The `EventLoop` that has this core. */
  readonly face: object;
  /** Loop time in seconds. */
  time(): number;
  isRunning(): boolean;
  isClosed(): boolean;
  /** Append to the ready queue. */
  enqueue(entry: Entry): void;
  /** Put `waiters` of `promise`, which stands for a promise of the host, at the end of the ready queue: native code goes on together. */
  enqueueReactions(promise: FutureCore, waiters: readonly Entry[]): void;
  /**
   * Append to the ready queue, from a callback of the host with nothing else on its stack. A loop that waits goes on inside the callback:
   * the host need not come back to it.
   *
   * @param isFresh - Whether the host calls with empty queues of ticks and microtasks. Default: not known.
   */
  arrived(entry: Entry, isFresh?: boolean): void;
  /** Put on the timer heap. */
  addTimer(entry: TimerEntry): void;
  /** `entry`, wherever it waits, was cancelled: its turn would do nothing. Called at the moment when `skipped` becomes true. */
  cancelled(entry: Entry): void;
  /** Tell the exception handler. */
  report(report: Report): void;
  /** Where waits happen, in debug mode. */
  readonly places: Places | undefined;
  readonly tasks: TaskRegistry;
  /** The number of tasks and promises whose native code waits on nothing that the loop knows. */
  unseenWaits: number;
  /** Whether sockets of Node are simulated here. */
  simulatesSockets?: boolean;
  /** Each tells whether the host must have another macrotask before the loop goes on. */
  readonly hostWaits?: Set<() => boolean>;
  readonly turn: Turn;
  /** Of a virtual loop that runs: takes what would end the process. */
  readonly deaths: DeathRegister | undefined;
  /** Take what would end the process, and comes to light when the run is over. @returns false if that is left to the process */
  diedLate(death: Death): boolean;
  readonly forgotten: Forgotten;
  /** The probes that watch the loop: one that stands for all, if there is any. */
  readonly probes: { readonly all: Probe | undefined };
  /** What `run()` still runs when all tasks have ended, in order, before it closes the loop. */
  endings: Body<[], void>[] | undefined;
  /** The service of this loop for `key`, made on first use. */
  service<T extends object>(key: ServiceKey<T, LoopCore>): T;
}

/** What would have ended the process. */
export type Death = UnhandledRejectionError | UncaughtExceptionError;

/** Takes what would end the process, in the name of a loop. */
export interface DeathRegister {
  /** `promise` is rejected with `reason`, and nobody has handled it so far. @param task - The name of its task. */
  unhandled(reason: unknown, promise: object, task: string | undefined): void;
  /** Somebody has handled `promise`, after all. @returns false if it was not taken */
  handled(promise: object): boolean;
  /** Nobody could catch `error`. @param task - The name of the task in whose name it was thrown. */
  uncaught(error: unknown, task: string | undefined): void;
  /** The program has made `call`, to end the process. @returns what to throw instead */
  exited(call: string): Error;
}

declare const opaque: unique symbol;

/** The value that a generator coroutine yields to its task when it waits. Only timeloom makes it: use `yield*`, never `yield`. */
export interface Wait {
  readonly [opaque]: never;
}

/**
 * Anything that can be awaited: `await x` in an async function and `yield* x` in a generator, with the same scheduling.
 */
export interface Awaitable<T> extends PromiseLike<T> {
  [Symbol.iterator](): Iterator<Wait, T, void>;
}

/** A function that a task can run: a generator function, an async function, or one that returns its result at once. */
export type Body<A extends unknown[], T> = (...args: A) => Generator<Wait, T, void> | PromiseLike<T> | T;

/** What a suspended strand waits on: futures, sleeps, a bare yield, native code. */
export interface WaitSource {
  /**
   * Park `strand` until this is done.
   *
   * @returns an error to throw into the strand instead, if it may not wait for this
   */
  suspend(strand: Strand): Error | undefined;
  /** Cancel the wait on behalf of the waiting task. @returns whether that will wake the task */
  cancelWait(message: string | undefined): boolean;
  /** Whether the strand is woken already: nothing is left to cancel. */
  woken(): boolean;
  /** Whether the wait itself will raise CancelledError when its strand resumes. */
  raisesCancelled(): boolean;
  /** What the wait is for, for instance `sleep(1)`. */
  describeWait(): string;
  /** Whether this is native code: then its own awaits say what the task waits for. */
  readonly isNative?: boolean;
}

/** What the ready queue holds: a task to resume, a callback to call, a timer that is due. */
export interface Entry extends Actor {
  /** Run one turn. Never throws. */
  runTurn(): void;
  toString(): string;
  /** Whether its turn would do nothing. The entry still counts in its iteration, but is no alternative in a choice. */
  readonly skipped?: boolean;
  /** Whether it stands for a macrotask of the host: a timer, an immediate, something that arrives. */
  readonly isMacrotask?: boolean;
  /** Whether its turn ends the run. */
  readonly endsRun?: boolean;
  /** Of a completion of a simulated outside world: what it settles. */
  readonly arrives?: FutureCore;
  /** Of what else a simulated outside world lets happen: whether its turn tells all that it touches. */
  readonly isTold?: boolean;
  readonly task?: TaskCore | undefined;
}

/** What the timer heap holds. */
export interface TimerEntry extends Entry {
  /** Deadline in seconds of loop time. */
  readonly deadline: number;
  /** Whether the timer was cancelled. It stays in the heap until it reaches the head, as in CPython. */
  readonly skipped: boolean;
  /** Whether it is in the heap; kept by the loop. */
  scheduled: boolean;
  /** Of a timer of the host: its delay in milliseconds. The host keeps timers of one delay in a list. */
  readonly listMs?: number;
}

/**
 * One line of control of a task: the task's own generator, or an `await` in its native code.
 *
 * A generator task has one strand, itself. A native task has as many as it awaits at once (`Promise.all`).
 */
export interface Strand extends Entry {
  readonly task: TaskCore;
  /** What it is parked on; undefined while it runs or has just yielded. */
  waitingOn: WaitSource | undefined;
  /** What is stepped; undefined before the first turn. */
  readonly iterator: Iterator<Wait, unknown, void> | undefined;
  /** Whether `iterator` is a generator: then its `next()` need not be looked up. */
  readonly stepsGenerator?: boolean;
  /** The era of an await in native code, set by the task's native activity. Awaits of an earlier era may be leftovers. */
  era?: number;
  finish(value: unknown): void;
  fail(error: unknown): void;
}

/** `failed`: it has an exception that nobody has retrieved; `retrieved`: somebody has. */
export type FuturePhase = "pending" | "cancelled" | "finished" | "failed" | "retrieved";

/** The inside of a future. `future-core.ts` reads and writes it. */
export interface FutureCore {
  loop: LoopCore; // set once
  phase: FuturePhase;
  /** The result, the exception, or the message of the cancellation. */
  settledWith: unknown;
  /** What to schedule when done: one entry, or several in order of arrival. */
  waiters: Entry | Entry[] | undefined;
  /** Whether it stands for a promise of the host, whose reactions run in one go. */
  readonly standsForPromise?: boolean;
  /** Set for a task once somebody has asked for its cancellation. */
  cancellation?: Cancellation | undefined;
}

/** The inside of a task. */
export interface TaskCore extends Strand, FutureCore {
  readonly task: TaskCore;
  iterator: Iterator<Wait, unknown, void> | undefined;
  stepsGenerator: boolean;
  cancellation: Cancellation | undefined;
  /** Only the values, until somebody asks for the context itself. That is rare. */
  variables: ContextScope | ContextValues;
  /** The native side of the task, once it has one. */
  native: NativeSide | undefined;
  /** The async context of the creator until the body begins, if it may be native. */
  captured: CapturedContext | undefined;
  /** Neighbours in the loop's registry. */
  previousTask: TaskCore | undefined;
  nextTask: TaskCore | undefined;
  getName(): string;
  done(): boolean;
}

/** The native side of a task, as the code that drives its strands sees it. */
export interface NativeSide {
  /** Native code goes on with `strand`. */
  goesOn(strand: Strand): void;
}

/** The values of context variables: never changed in place, so that copies can share them. */
export type ContextValues = ReadonlyMap<object, unknown>;

/** A context, as the code that runs in it sees it. */
export interface ContextScope {
  values: ContextValues;
}

/** What a loop's exception handler receives, as the core sees it. `ExceptionContext` lists the keys. */
export interface Report {
  readonly message: string;
  readonly exception?: unknown;
  readonly [key: string]: unknown;
}

/** The tasks of a loop that are not done, in order of creation. */
export interface TaskRegistry extends Iterable<TaskCore> {
  isEmpty(): boolean;
  add(task: TaskCore): void;
  delete(task: TaskCore): void;
  nextNumber(): number;
}

/** The running turn, as native code that takes part in it needs it. */
export interface Turn {
  /** The count of the loop's turns. */
  readonly number: number;
  /** Let a creator go on when the microtasks are drained. */
  park(creator: ParkedCreator): void;
  /** Call back when the microtasks of this turn are drained. */
  afterDrain(callback: () => void): void;
}

/** A creator that waits, inside its own turn, until the eager native child has run its first step. */
export interface ParkedCreator {
  readonly child: TaskCore;
  readonly creator: TaskCore;
  readonly resume: () => void;
}

/** A coroutine that may never be started. */
export interface Startable {
  readonly name: string;
  /** Whether it was neither awaited nor closed. */
  readonly neverAwaited: boolean;
}

/** Remembers what the program may forget, to report it. */
export interface Forgotten {
  /** Remember a coroutine until it is started. */
  addCoroutine(coroutine: Startable): void;
  /** Remember a failed future until its exception is retrieved. */
  addFailure(future: FutureCore): void;
  /** Somebody has seen the exception of a failed future. */
  retrieved(future: FutureCore): void;
  /** The loop closes: returns a report for the exception handler about everything that was forgotten. */
  take(tasks: TaskRegistry): Report[];
}
