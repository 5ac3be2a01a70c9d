import { RuntimeError } from "../core/errors/errors.ts";
import type * as core from "../core/event-loop.ts";
import { Future } from "../core/future.ts";
import { Handle, TimerHandle } from "../core/driving/handle.ts";
import { Places } from "../core/places.ts";
import { requireSeconds } from "../core/arguments/require-seconds.ts";
import { Task, type TaskSettings } from "../core/task.ts";
import type { Choice } from "../core/contracts/strategy.ts";
import type { Spawnable } from "../core/spawnable.ts";
import { callHandler, formatReport } from "./reports/exception-report.ts";
import { Iterations } from "./scheduler/scheduler.ts";
import type { LoopParts } from "./scheduler/loop-parts.ts";
import { Runs } from "./runs.ts";
import { VirtualClock } from "./clock/virtual-clock.ts";
import { LinkedTasks } from "./task-registry.ts";

/**
 * The event loop of asyncio on any clock and scheduler.
 *
 * Made by `newEventLoop()` for the host's clock and by `virtualLoop()` for a virtual one.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html | asyncio event loop}
 */
export class BaseEventLoop implements core.EventLoop {
  readonly #iterations: Iterations;
  readonly #parts: LoopParts;
  #taskFactory: core.TaskFactory | null = null;
  #exceptionHandler: core.ExceptionHandler | null = null;
  readonly #runs: Runs;
  #closed = false;
  /** @internal */ readonly tasks: LinkedTasks;
  /** @internal */ places: Places | undefined = undefined;
  /** @internal */ held: Set<core.Held> | undefined = undefined;
  /** @internal */ unknown = 0;
  slowCallbackDuration = 0.1;

  /** @internal */
  constructor(parts: LoopParts | ((loop: core.EventLoop) => LoopParts)) {
    this.#parts = typeof parts === "function" ? parts(this) : parts;
    this.tasks = new LinkedTasks(this.#parts.probe);
    this.#iterations = new Iterations(this, this.#parts);
    this.#runs = new Runs(this, this.#iterations);
  }

  time(): number {
    return this.#parts.clock.time();
  }

  /** Iterations since the loop was made: rounds of `_run_once`, as CPython counts them. */
  get iterations(): number {
    return this.#iterations.count;
  }

  /** The loop's randomness: seeded on a virtual loop. @returns a number in `[0, 1)` */
  random(): number {
    return this.#parts.entropy.random();
  }

  /**
   * Call `callback` in the next iteration; callbacks run in the order in which they were scheduled.
   *
   * @throws {RuntimeError} If the loop is closed.
   */
  callSoon(callback: () => unknown, settings?: core.CallbackSettings): Handle {
    this.#requireOpen();
    const handle = new Handle(this, callback, settings?.context);
    this.enqueue(handle);
    return handle;
  }

  /** As `callSoon()`, from any context: wakes a loop that waits for the host. */
  callSoonThreadsafe(callback: () => unknown, settings?: core.CallbackSettings): Handle {
    return this.callSoon(callback, settings);
  }

  /**
   * Call `callback` once, after `delay` seconds of loop time.
   *
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
   * @throws {ValueError} If `when` is NaN.
   */
  callAt(when: number, callback: () => unknown, settings?: core.CallbackSettings): TimerHandle {
    this.#requireOpen();
    requireSeconds("when", when);
    const handle = new TimerHandle(this, when, callback, settings?.context);
    this.addTimer(handle);
    return handle;
  }

  createFuture<T>(): Future<T> {
    return new Future<T>(this);
  }

  /**
   * Run a coroutine or a function as a task of this loop.
   *
   * @throws {RuntimeError} If the loop is closed.
   * @throws {TypeError} If `body` is neither.
   */
  createTask<T>(body: Spawnable<T>, settings: TaskSettings = {}): Task<T> {
    this.#requireOpen();
    if (this.#taskFactory === null) return new Task(body, settings, this);
    return this.#taskFactory(this, body, settings);
  }

  /** Let `factory` make the tasks; null brings the default back. */
  setTaskFactory(factory: core.TaskFactory | null): void {
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
    this.#requireIdle();
    return this.#runs.untilComplete(main);
  }

  /**
   * Run until `stop()` is called. A loop on the host's clock keeps the process alive meanwhile.
   *
   * @throws {RuntimeError} If the loop runs already or is closed.
   */
  async runForever(): Promise<void> {
    this.#requireIdle();
    await this.#runs.untilStopped().finally(this.#parts.keepAlive?.());
  }

  /**
   * Run a program of generator coroutines to its end without returning to the host, and return its value.
   *
   * @throws {RuntimeError} If the program needs the host: native code, or a real clock.
   */
  runSync<T>(main: Spawnable<T>): T {
    this.#requireIdle();
    return this.#runs.sync(main);
  }

  /** As `runUntilComplete()`, for one of many runs: returns to the host only if `main` needs it. @internal */
  runEagerly<T>(main: Spawnable<T> | Future<T>, ended: (error: Error | undefined, future: Future<T>) => void): void {
    this.#requireIdle();
    this.#runs.eagerly(main, ended);
  }

  /** Let the iteration that runs come to its end, then stop. On a loop that does not run: stop after one iteration. */
  stop(): void {
    this.#iterations.stopping = true;
    this.#iterations.wake();
  }

  /**
   * Drop what is scheduled. On a virtual loop what was forgotten is reported: coroutines never awaited, exceptions never
   * retrieved, tasks still pending.
   *
   * @throws {RuntimeError} If the loop is running.
   */
  close(): void {
    if (this.isRunning()) throw new RuntimeError("Cannot close a running event loop", "await its run first");
    if (this.#closed) return;
    for (const report of this.forgotten.take(this.tasks)) this.callExceptionHandler(report);
    this.#closed = true;
    this.#iterations.clear();
  }

  isRunning(): boolean {
    return this.#runs.running;
  }

  isClosed(): boolean {
    return this.#closed;
  }

  /** Let `handler` have what nobody else can be told; null brings `defaultExceptionHandler()` back. */
  setExceptionHandler(handler: core.ExceptionHandler | null): void {
    this.#exceptionHandler = handler;
  }

  getExceptionHandler(): core.ExceptionHandler | null {
    return this.#exceptionHandler;
  }

  /** Print the report on stderr. */
  defaultExceptionHandler(context: core.ExceptionContext): void {
    console.error(formatReport(context));
  }

  /** Give a report to the exception handler. An error in the handler is reported by the default one. */
  callExceptionHandler(context: core.ExceptionContext): void {
    callHandler(this, this.#exceptionHandler, context);
  }

  /** In debug mode waits remember their place, and slow callbacks are reported. */
  setDebug(enabled: boolean): void {
    this.places = enabled ? new Places() : undefined;
  }

  getDebug(): boolean {
    return this.places !== undefined;
  }

  toString(): string {
    return `<${this.constructor.name} running=${this.#runs.running} closed=${this.#closed} debug=${this.getDebug()}>`;
  }

  /** Keep virtual time from passing. @returns what lets it pass again @internal */
  holdTime(): () => void {
    const { clock } = this.#parts;
    if (!(clock instanceof VirtualClock)) return () => undefined;
    const hold = clock.hold();
    return () => hold.release();
  }

  // What tasks and futures need of the loop.

  /** @internal */
  enqueue(entry: core.Entry): void {
    this.#parts.probe?.scheduled?.(entry);
    this.#iterations.ready.push(entry);
    this.#iterations.wake();
  }

  /** @internal */
  addTimer(entry: core.TimerEntry): void {
    this.#parts.probe?.scheduled?.(entry);
    this.#parts.choices?.timerSet(entry, this.time());
    this.#iterations.timers.push(entry);
    this.#iterations.wake();
  }

  /** A completion of a simulated outside world, that comes when the strategy says so. @internal */
  expectArrival(entry: core.Entry): void {
    this.#parts.probe?.scheduled?.(entry);
    this.#iterations.arrivals.expect(entry);
    this.#iterations.wake();
  }

  /** Choose in the name of `at`, which joins the run. @returns the index of an option; 0 by default @internal */
  choose(kind: "latency" | "fault", at: core.Entry, options: readonly Choice[]): number {
    this.#parts.probe?.scheduled?.(at);
    return this.#parts.choices?.given(kind, at, options) ?? 0;
  }

  /** @internal */
  isVirtual(): boolean {
    return this.#parts.clock instanceof VirtualClock;
  }

  /** Let `entry` run next. @internal */
  interpose(entry: core.Entry): void {
    this.#iterations.interpose(entry);
  }

  /** Timers that are neither due nor cancelled. @internal */
  pendingTimers(): readonly core.TimerEntry[] {
    return this.#iterations.timers.pending();
  }

  /** @internal */
  timerCancelled(): void {
    this.#iterations.timers.cancelled += 1;
  }

  /** @internal */
  get forgotten(): core.Forgotten {
    return this.#parts.forgotten;
  }

  /** @internal */
  get turns(): core.Turns {
    return this.#iterations;
  }

  #requireOpen(): void {
    if (this.#closed) throw new RuntimeError("Event loop is closed", "make a new one: run() does it for every call");
  }

  #requireIdle(): void {
    this.#requireOpen();
    if (this.#runs.running) throw new RuntimeError("This event loop is already running", "await its run first");
  }
}
