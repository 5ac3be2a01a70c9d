import { tellOpaque } from "../core/context/touch.ts";
import { anObject, requireKind } from "../core/arguments/kind.ts";
import { visible } from "../core/visible.ts";
import { requireSeconds } from "../core/arguments/require-seconds.ts";
import { describe } from "../core/arguments/describe.ts";
import { typeError } from "../core/errors/type-error.ts";
import { Handle, TimerHandle } from "../core/driving/handle.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import * as core from "../core/event-loop.ts";
import { Future } from "../core/future.ts";
import type { Spawnable } from "../core/spawnable.ts";
import { noSettings, Task, type TaskSettings } from "../core/task.ts";
import { thisHost } from "../host/this-host.ts";
import type { Engine } from "./engine.ts";
import { Signals } from "./signals/signals.ts";
import { callHandler, formatReport } from "./reports/format-report.ts";

/**
 * The event loop of asyncio on any clock and scheduler.
 *
 * Made by `newEventLoop()` for the host's clock and by `virtualLoop()` for a virtual one.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html | asyncio event loop}
 */
export class BaseEventLoop implements core.EventLoop {
  /** @internal */ readonly core: Engine;
  #taskFactory: core.TaskFactory | null = null;
  #exceptionHandler: core.ExceptionHandler | null = null;
  #signals: Signals | undefined = undefined;

  /** @internal */
  constructor(engine: Engine) {
    this.core = engine;
    engine.face = this;
  }

  time(): number {
    return this.core.time();
  }

  /** Iterations since the loop was made: rounds of `_run_once`, as CPython counts them. */
  get iterations(): number {
    tellOpaque(); // it counts the steps of all
    return this.core.scheduler.count;
  }

  /** The loop's randomness: seeded on a virtual loop. @returns a number in `[0, 1)` */
  random(): number {
    return this.core.random();
  }

  /**
   * Call `callback` in the next iteration; callbacks run in the order in which they were scheduled.
   *
   * @throws {TypeError} If `callback` is not a function.
   * @throws {RuntimeError} If the loop is closed.
   */
  callSoon(callback: () => unknown, settings?: core.CallbackSettings): Handle {
    this.core.requireOpen();
    requireCallable("a callable object was expected by call_soon()", callback);
    core.requireCallbackSettings("callSoon()", settings);
    const handle = new Handle(this.core, callback, settings?.context);
    this.core.enqueue(handle);
    return handle;
  }

  /** As `callSoon()`, from any context: wakes a loop that waits for the host. */
  callSoonThreadsafe(callback: () => unknown, settings?: core.CallbackSettings): Handle {
    return this.callSoon(callback, settings);
  }

  /**
   * Call `callback` once, after `delay` seconds of loop time.
   *
   * @throws {TypeError} If `callback` is not a function.
   * @throws {ValueError} If `delay` is NaN.
   */
  callLater(delay: number, callback: () => unknown, settings?: core.CallbackSettings): TimerHandle {
    requireSeconds("delay", delay);
    return this.callAt(this.time() + delay, callback, settings);
  }

  /**
   * Call `callback` once, at loop time `when` in seconds. Timers that are due together run by deadline, and equal
   * deadlines in the order in which they were set.
   *
   * @throws {TypeError} If `callback` is not a function.
   * @throws {ValueError} If `when` is NaN.
   */
  callAt(when: number, callback: () => unknown, settings?: core.CallbackSettings): TimerHandle {
    this.core.requireOpen();
    requireSeconds("when", when);
    requireCallable("a callable object was expected by call_at()", callback);
    core.requireCallbackSettings("callAt()", settings);
    const handle = new TimerHandle(this.core, when, callback, settings?.context);
    this.core.addTimer(handle);
    return handle;
  }

  createFuture<T>(): Future<T> {
    return new Future<T>(this.core);
  }

  /**
   * Run a coroutine or a function as a task of this loop.
   *
   * @throws {RuntimeError} If the loop is closed.
   * @throws {TypeError} If `body` is neither.
   */
  createTask<T>(body: Spawnable<T>, settings: TaskSettings = noSettings): Task<T> {
    this.core.requireOpen();
    if (this.#taskFactory === null) return new Task(body, settings, this.core);
    return this.#taskFactory(this, body, settings);
  }

  /** Let `factory` make the tasks; null brings the default back. @throws {TypeError} If it is neither. */
  setTaskFactory(factory: core.TaskFactory | null): void {
    if (factory !== null) requireCallable("task factory must be a callable or None", factory);
    this.#taskFactory = factory;
  }

  getTaskFactory(): core.TaskFactory | null {
    return this.#taskFactory;
  }

  /**
   * Run until `main` is done, and resolve or reject with its outcome.
   *
   * @throws {RuntimeError} If the loop runs already, is closed, or is stopped before `main` is done.
   * @throws {DeadlockError} If every task waits for another, on a virtual loop.
   * @throws {StepLimitError} If a virtual loop exceeds its budget.
   */
  async runUntilComplete<T>(main: Spawnable<T> | Future<T>): Promise<T> {
    this.core.requireIdle();
    return this.core.runs.untilComplete(main);
  }

  /**
   * Run until `stop()` is called. A loop on the host's clock keeps the process alive meanwhile.
   *
   * @throws {RuntimeError} If the loop runs already or is closed.
   */
  async runForever(): Promise<void> {
    this.core.requireIdle();
    await this.core.runs.untilStopped().finally(this.core.isVirtual ? undefined : thisHost.keepAlive());
  }

  /**
   * Run a program of generator coroutines to its end without returning to the host, and return its value.
   *
   * @throws {RuntimeError} If the program needs the host: native code, or a real clock.
   */
  runSync<T>(main: Spawnable<T>): T {
    this.core.requireIdle();
    return this.core.runs.sync(main);
  }

  /** Let the running iteration come to its end, then stop. A loop that does not run will stop after one iteration. */
  stop(): void {
    this.core.scheduler.stopping = true;
    this.core.scheduler.wake();
  }

  /**
   * Drop everything scheduled. A virtual loop reports what was forgotten: coroutines never awaited, exceptions never
   * retrieved, tasks still pending.
   *
   * @throws {RuntimeError} If the loop is running.
   */
  close(): void {
    if (this.isRunning()) throw new RuntimeError("Cannot close a running event loop", "await its run first");
    if (this.isClosed()) return;
    this.#signals?.clear();
    this.core.close();
  }

  /**
   * Call `callback`, in a turn of its own, whenever the process gets `signal`. It takes the place of an earlier one for the same signal.
   *
   * @param signal - Its name or number: `"SIGTERM"`.
   * @throws {TypeError} If `callback` is a coroutine or makes one.
   * @throws {ValueError} If there is no such signal.
   * @throws {RuntimeError} If the signal cannot be caught, the loop is closed, or this is a worker.
   */
  addSignalHandler(signal: NodeJS.Signals | number, callback: () => unknown): void {
    this.core.requireOpen();
    (this.#signals ??= new Signals(this.core)).add(signal, callback);
  }

  /**
   * Let `signal` do again what it does by default.
   *
   * @returns false if the loop had no callback for it
   * @throws {ValueError} If there is no such signal.
   */
  removeSignalHandler(signal: NodeJS.Signals | number): boolean {
    return (this.#signals ??= new Signals(this.core)).remove(signal);
  }

  isRunning(): boolean {
    return this.core.isRunning();
  }

  isClosed(): boolean {
    return this.core.isClosed();
  }

  /** Let `handler` receive what no caller can catch; null brings `defaultExceptionHandler()` back. @throws {TypeError} If it is neither. */
  setExceptionHandler(handler: core.ExceptionHandler | null): void {
    if (handler !== null) requireCallable("A callable object or None is expected", handler);
    this.#exceptionHandler = handler;
  }

  getExceptionHandler(): core.ExceptionHandler | null {
    return this.#exceptionHandler;
  }

  /** Print the report on stderr. */
  defaultExceptionHandler(context: core.ExceptionContext): void {
    requireKind("context", context, anObject);
    console.error(visible(formatReport(context)));
  }

  /** Give a report to the exception handler. The default handler reports an error in the handler. */
  callExceptionHandler(context: core.ExceptionContext): void {
    requireKind("context", context, anObject);
    callHandler(this, this.#exceptionHandler, context);
  }

  /** In debug mode waits remember their place, and slow callbacks are reported. */
  setDebug(enabled: boolean): void {
    this.core.setDebug(enabled);
  }

  getDebug(): boolean {
    return this.core.places !== undefined;
  }

  toString(): string {
    return `<${this.constructor.name} running=${this.isRunning()} closed=${this.isClosed()} debug=${this.getDebug()}>`;
  }

  get slowCallbackDuration(): number {
    return this.core.scheduler.slowCallbackDuration;
  }

  /** @throws {ValueError} If it is not a number. */
  set slowCallbackDuration(seconds: number) {
    requireSeconds("slowCallbackDuration", seconds);
    this.core.scheduler.slowCallbackDuration = seconds;
  }
}

/** @throws {TypeError} If `value` is not a function. */
function requireCallable(expected: string, value: unknown): void {
  if (typeof value === "function") return;
  const problem = `${expected}, got ${describe(value)}`;
  throw typeError(problem, "pass a function");
}
