import { asText } from "./arguments/as-text.ts";
import { anObject, anything, requireKind, trueOrFalse } from "./arguments/kind.ts";
import { type Options, requireOptions } from "./arguments/require-options.ts";
import { Cancellation } from "./cancellation.ts";
import { type Context, contextKind, contextOf, currentValues } from "./context/context.ts";
import { current, loopHere, requireLoop } from "./context/current.ts";
import type { Awaitable, Entry, LoopCore, Strand, TaskCore, Wait } from "./contracts/loop-core.ts";
import { Coroutine } from "./coroutine.ts";
import { isPlainGenerator } from "./driving/step-generator.ts";
import { advance, resume } from "./driving/resume.ts";
import { isCancellation } from "./errors/cancelled-error.ts";
import { RuntimeError } from "./errors/runtime-error.ts";
import { coreOf, type EventLoop } from "./event-loop.ts";
import { Future } from "./future.ts";
import { cancelledErrorOf, dropWaiters, markRetrieved, waitersOf } from "./future-core.ts";
import { nativeOf } from "./native/native-activity.ts";
import { FirstStep } from "./native/first-step.ts";
import { placesOf } from "./native/waiting-strands.ts";
import { mayBeNative, open, requireSpawnable, type Spawnable } from "./spawnable.ts";
import { touchTurn } from "./context/touch.ts";
import { thisHost } from "../host/this-host.ts";

/**
 * A coroutine that runs by itself, and a future for its outcome.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.Task | asyncio.Task}
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the constructor sets every field
export class Task<T> extends Future<T> {
  readonly #work: Spawnable<T>;
  /** A number stands for the default name. */
  #name: string | number;

  /**
   * Make a task of `work`. Most code calls `createTask()`, which respects the loop's task factory.
   *
   * @throws {TypeError} If `work` is neither a coroutine nor a function: a running promise, for instance.
   * @throws {TypeError} If an option has the wrong type.
   * @throws {ValueError} If an option is unknown.
   * @throws {RuntimeError} If no loop is given and none is running.
   */
  constructor(work: Spawnable<T>, settings?: TaskSettings & { readonly loop?: EventLoop });
  /** @internal */
  constructor(work: Spawnable<T>, settings: TaskSettings, loop: LoopCore);
  constructor(
    work: Spawnable<T>,
    settings: TaskSettings & { readonly loop?: EventLoop } = noSettings,
    loop: LoopCore = loopOf(settings),
  ) {
    requireSpawnable(work);
    if (settings !== noSettings) requireOptions("a task", settings, ownOptions);
    super(loop);
    this.#work = work;
    const { name = null } = settings;
    this.#name = name === null ? loop.tasks.nextNumber() : asText(name);
    this.variables = settings.context ?? currentValues();
    this.iterator = undefined;
    this.stepsGenerator = false;
    this.waitingOn = undefined;
    this.cancellation = undefined;
    this.native = undefined;
    this.captured = mayBeNative(work) ? thisHost.captureContext() : undefined;
    this.previousTask = undefined;
    this.nextTask = undefined;
    loop.tasks.add(this);
    if (settings.eagerStart === true && loopHere() === loop) this.runTurn();
    else loop.enqueue(this);
  }

  getName(): string {
    return typeof this.#name === "number" ? `Task-${this.#name}` : this.#name;
  }

  setName(name: string): void {
    this.#name = asText(name);
  }

  getCoro(): Spawnable<T> {
    return this.#work;
  }

  getContext(): Context {
    return contextOf(this);
  }

  /**
   * Resolves, inside the creator's own turn, when an eager native child has run its first step. With it, eager start is
   * exact for async functions too: `const task = createTask(body, { eagerStart: true }); await task.started`.
   */
  get started(): Awaitable<void> {
    return new FirstStep(this);
  }

  /** Aborted by `cancel()`: carries a cancellation into `fetch` and other native code that a task cannot interrupt. */
  get signal(): AbortSignal {
    return cancellationOf(this).signal;
  }

  /**
   * Throw CancelledError at the task's current wait, or at its next one if it does not wait now.
   *
   * The task may clean up, and may even go on: only when it ends with the error is it `cancelled()`.
   *
   * @param message - Text of the CancelledError.
   * @returns false if the task was done already
   */
  override cancel(message?: string): boolean {
    markRetrieved(this);
    if (this.done()) return false;
    // Walk down the chain of tasks that wait for each other, without recursion: chains may be long.
    let task: TaskCore = this;
    let walk: object | undefined;
    for (;;) {
      const next = requestCancel(task, message);
      if (next === undefined) return true;
      cancellationOf(task).walk = walk ??= {};
      if (next.cancellation?.walk === walk) return interrupt(task, next, message);
      task = next;
    }
  }

  /** How many cancellations were requested and not taken back. */
  cancelling(): number {
    touchTurn(this, "read");
    return this.cancellation?.requests ?? 0;
  }

  /** Take back one request. Call it once you have handled a cancellation that you requested. @returns the number that remains */
  uncancel(): number {
    touchTurn(this, "write");
    return this.cancellation?.withdraw() ?? 0;
  }

  /** @throws {RuntimeError} Always. */
  override setResult(): never {
    throw new RuntimeError("Task does not support set_result operation", "return the value from the task's body");
  }

  override setException(): never {
    throw new RuntimeError("Task does not support set_exception operation", "throw the error in the task's body");
  }

  override toString(): string {
    const cancelling = !this.done() && this.cancelling() > 0;
    return super.toString().replace(/^<\S+ (\w+)/, (_, phase) => {
      return `<${this.constructor.name} ${cancelling ? "cancelling" : phase} name='${this.getName()}'`;
    });
  }

  /** @internal */
  get kind(): "task" {
    return "task";
  }

  /** @internal */
  get title(): string {
    return this.getName();
  }

  /** @internal */
  get task(): this {
    return this;
  }

  /** @internal */
  runTurn(): void {
    if (this.iterator !== undefined) resume(this, this.iterator);
    else Task.#begin(this);
  }

  static #begin(task: Task<unknown>): void {
    if (task.cancellation?.take() === true) {
      // Cancelled before it began: the body never runs.
      if (task.#work instanceof Coroutine) task.#work.close();
      task.fail(cancelledErrorOf(task));
      return;
    }
    const outer = current.task;
    current.task = task;
    try {
      task.iterator = open(task.#work);
      if (task.#work instanceof Coroutine) task.loop.places?.copy(task.#work, task.iterator);
      task.stepsGenerator = isPlainGenerator(task.iterator);
    } catch (error) {
      task.fail(error);
      return;
    } finally {
      current.task = outer;
    }
    advance(task, task.iterator, undefined);
  }

  /** @internal */
  finish(value: unknown): void {
    end(this);
    const { cancellation } = this;
    if (cancellation?.take() === true) super.cancel(cancellation.message); // cancelled right before it returned
    else super.setResult(value as T);
  }

  /** @internal */
  fail(error: unknown): void {
    end(this);
    if (isCancellation(error)) {
      cancellationOf(this).endWith(error);
      super.cancel();
    } else super.setException(error);
  }

  /** @internal */
  override suspend(strand: Strand): Error | undefined {
    if (strand.task !== this) return super.suspend(strand);
    return new RuntimeError(`Task cannot await on itself: ${this.toString()}`, "await it in another task");
  }

  /** @internal */
  override describeWait(): string {
    return this.getName();
  }

  /** Where the task waits, as `file:line`, in debug mode: once, or for each thing that native code awaits at once. */
  getStack(): string[] {
    return placesOf(this);
  }
}

/** Internal members. @internal */
export interface Task<T> extends Omit<TaskCore, "cancellation" | "iterator" | "task"> {
  iterator: Iterator<Wait, T, void> | undefined;
  cancellation: Cancellation | undefined;
}

/** Options of a new task. */
export interface TaskSettings {
  /** Shown in reports. Default: `Task-1`, `Task-2`, … per loop. */
  readonly name?: string | undefined;
  /** The context variables that the task sees. Default: a copy of the creator's. */
  readonly context?: Context | undefined;
  /** Run the first step at once, inside the call that creates the task. Default: false. */
  readonly eagerStart?: boolean | undefined;
}

/** The settings of a task that is given none. */
export const noSettings: TaskSettings = {};

/** What the options of a task may be. */
export const taskOptions: Options<TaskSettings> = {
  name: anything, // shown as text, as CPython does
  context: contextKind,
  eagerStart: trueOrFalse,
};

const ownOptions: Options<TaskSettings & { readonly loop?: EventLoop }> = { ...taskOptions, loop: anything };

function loopOf(settings: { readonly loop?: EventLoop }): LoopCore {
  requireKind("settings", settings, anObject);
  return settings.loop === undefined ? requireLoop() : coreOf(settings.loop);
}

/** @returns the task that `task` waits on: cancel it next */
function requestCancel(task: TaskCore, message: string | undefined): TaskCore | undefined {
  touchTurn(task, "write");
  const cancellation = cancellationOf(task);
  cancellation.request(message);
  const source = task.waitingOn;
  const next = source?.isNative === true ? nativeOf(task).awaits.passOn() : source;
  if (next instanceof Task && !next.done()) return next;
  if (source?.cancelWait(message) !== true) cancellation.postpone(message);
  return undefined;
}

/** Raise the error in `task`, which waits for `source`: that waits for `task` in turn, so that neither would ever end. */
function interrupt(task: TaskCore, source: TaskCore, message: string | undefined): true {
  const isOurs = (waiter: Entry): boolean => waiter.task === task;
  const waiters = waitersOf(source).filter(isOurs);
  dropWaiters(source, isOurs);
  cancellationOf(task).postpone(message);
  for (const waiter of waiters) task.loop.enqueue(waiter);
  return true;
}

function cancellationOf(task: TaskCore): Cancellation {
  return (task.cancellation ??= new Cancellation());
}

/** Drop everything that drives a task: it has ended. */
function end(task: TaskCore): void {
  task.iterator = undefined;
  task.native = undefined;
  task.captured = undefined;
  task.loop.tasks.delete(task);
}
