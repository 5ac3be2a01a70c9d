import type { Awaitable, Wait, WaitSource } from "./contracts/awaitable.ts";
import { Cancellation, quietCancelledError } from "./cancellation.ts";
import { Context, currentValues, type ContextValues } from "./context/context.ts";
import { Coroutine } from "./coroutine.ts";
import { current, getRunningLoop, runningLoop } from "./context/current.ts";
import { CancelledError, RuntimeError } from "./errors/errors.ts";
import type { EventLoop } from "./event-loop.ts";
import { Future } from "./future.ts";
import { isPlainGenerator } from "./driving/generator.ts";
import { NativeActivity } from "./native/activity.ts";
import { captureContext, enterNative, type CapturedContext } from "../host/node/async-scope.ts";
import { NativeCall } from "./native/call.ts";
import { mayBeNative, open, requireSpawnable, type Spawnable } from "./spawnable.ts";
import { Started } from "./driving/first-step.ts";
import { advance, resume, type Strand } from "./driving/strand.ts";

/** Options of a new task. */
export interface TaskSettings {
  /** Shown in reports. Default: `Task-1`, `Task-2`, … per loop. */
  readonly name?: string | undefined;
  /** The context variables that the task sees. Default: a copy of the creator's. */
  readonly context?: Context | undefined;
  /** Run the first step at once, inside the call that creates the task. Default: false. */
  readonly eagerStart?: boolean | undefined;
}

/**
 * A coroutine that runs by itself, and the future of its outcome.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.Task | asyncio.Task}
 */
export class Task<T> extends Future<T> {
  readonly #work: Spawnable<T>;
  /** A number stands for the default name. */
  #name: string | number;
  /** Only the values until somebody asks for the context itself, as few do. */
  #context: Context | ContextValues;
  /** @internal */ iterator: Iterator<Wait, T, void> | undefined = undefined;
  /** @internal */ stepsGenerator = false;
  /** @internal */ waitingOn: WaitSource | undefined = undefined;
  /** Whether CancelledError is to be thrown into it at its next turn. @internal */
  mustCancel = false;
  #cancellation: Cancellation | undefined = undefined;
  #native: NativeActivity | undefined = undefined;
  /** The async context of the creator until the body begins, if it may be native. */
  #captured: CapturedContext | undefined = undefined;
  /** Neighbours in the loop's registry. @internal */
  previousTask: Task<unknown> | undefined = undefined;
  /** @internal */ nextTask: Task<unknown> | undefined = undefined;

  /**
   * Make a task of `work`. Most code calls `createTask()`, which respects the loop's task factory.
   *
   * @throws {TypeError} If `work` is no coroutine and no function; a running promise, for instance.
   * @throws {RuntimeError} If no loop is given and none is running.
   */
  constructor(
    work: Spawnable<T>,
    settings: TaskSettings & { readonly loop?: EventLoop } = {},
    loop: EventLoop = settings.loop ?? getRunningLoop(),
  ) {
    requireSpawnable(work);
    super(loop);
    this.#work = work;
    this.#name = settings.name ?? loop.tasks.nextNumber();
    this.#context = settings.context ?? currentValues();
    if (mayBeNative(work)) this.#captured = captureContext();
    loop.tasks.add(this);
    if (settings.eagerStart === true && runningLoop() === loop) this.runTurn();
    else loop.enqueue(this);
  }

  getName(): string {
    return typeof this.#name === "number" ? `Task-${this.#name}` : this.#name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  getCoro(): Spawnable<T> {
    return this.#work;
  }

  getContext(): Context {
    if (!(this.#context instanceof Context)) this.#context = new Context(this.#context);
    return this.#context;
  }

  /** The values of its context. @internal */
  get contextValues(): ContextValues {
    return this.#context instanceof Context ? this.#context.values : this.#context;
  }

  /**
   * Resolves, inside the creator's own turn, when an eager native child has run its first step. With it, eager start is
   * exact for async functions too: `const task = createTask(body, { eagerStart: true }); await task.started`.
   */
  get started(): Awaitable<void> {
    return new Started(this);
  }

  /** Aborted by `cancel()`: carries a cancellation into `fetch` and other native code that a task cannot interrupt. */
  get signal(): AbortSignal {
    return (this.#cancellation ??= new Cancellation()).signal;
  }

  /**
   * Throw CancelledError into whatever the task waits on, or into its next wait if it does not wait.
   *
   * The task may clean up, and may even go on: only when it ends with the error is it `cancelled()`.
   *
   * @param message - Text of the CancelledError.
   * @returns false if the task was done already
   */
  override cancel(message?: string): boolean {
    this.markRetrieved();
    if (this.done()) return false;
    // Down a chain of tasks that wait for each other, without recursion: chains may be long.
    let task: Task<unknown> | undefined = this;
    while (task !== undefined) task = Task.#requestCancel(task, message);
    return true;
  }

  /** @returns the task that it waits on, which is to be cancelled next */
  static #requestCancel(task: Task<unknown>, message: string | undefined): Task<unknown> | undefined {
    const cancellation = (task.#cancellation ??= new Cancellation());
    cancellation.requests += 1;
    cancellation.abort(message);
    const source = task.waitingOn;
    const next = source instanceof NativeCall ? task.native.passOn() : source;
    if (next instanceof Task && !next.done()) return next;
    if (source?.cancelWait(message) !== true) {
      task.mustCancel = true;
      cancellation.message = message;
    }
    return undefined;
  }

  /** How many cancellations were requested and not taken back. */
  cancelling(): number {
    return this.#cancellation?.requests ?? 0;
  }

  /** Take back one request, as whoever made it does once it is handled. @returns the number that remains */
  uncancel(): number {
    const cancellation = this.#cancellation;
    if (cancellation === undefined || cancellation.requests === 0) return 0;
    cancellation.requests -= 1;
    if (cancellation.requests === 0) {
      this.mustCancel = false;
      cancellation.renewSignal();
    }
    return cancellation.requests;
  }

  /** @throws {RuntimeError} Always. */
  override setResult(): never {
    throw new RuntimeError("Task does not support set_result operation", "return the value from the task's body");
  }

  override setException(): never {
    throw new RuntimeError("Task does not support set_exception operation", "throw the error in the task's body");
  }

  /** @internal */
  override get kind(): string {
    return this.constructor.name;
  }

  override toString(): string {
    return super.toString().replace(/^<\S+ \w+/, (state) => `${state} name='${this.getName()}'`);
  }

  /** @internal */
  get task(): Task<unknown> {
    return this;
  }

  /** @internal */
  get key(): string {
    return this.getName();
  }

  /** @internal */
  get skipped(): boolean {
    return false;
  }

  /** @internal */
  runTurn(): void {
    if (this.iterator !== undefined) resume(this, this.iterator);
    else Task.#begin(this);
  }

  static #begin(task: Task<unknown>): void {
    if (task.mustCancel) {
      // Cancelled before it began: the body never runs.
      task.mustCancel = false;
      if (task.#work instanceof Coroutine) task.#work.close();
      task.fail(task.makeCancelledError());
      return;
    }
    const outer = current.task;
    current.task = task;
    try {
      task.iterator = open(task.#work);
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
    Task.#end(this);
    if (this.mustCancel) super.cancel(this.cancelMessage); // right before it returned
    else super.setResult(value as T);
    this.mustCancel = false;
  }

  /** @internal */
  fail(error: unknown): void {
    Task.#end(this);
    if (error instanceof CancelledError) {
      (this.#cancellation ??= new Cancellation()).ending = error;
      super.cancel();
    } else super.setException(error);
  }

  static #end(task: Task<unknown>): void {
    task.iterator = undefined;
    task.#native = undefined;
    task.#captured = undefined;
    task.loop.tasks.delete(task);
  }

  /** @internal */
  get cancelMessage(): string | undefined {
    return this.#cancellation?.message;
  }

  /** The error that ended the task is handed out once, as in CPython. @internal */
  override makeCancelledError(): CancelledError {
    const ending = this.#cancellation?.takeEnding();
    return ending ?? quietCancelledError(this.cancelled() ? this.cancelledWith : this.cancelMessage);
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

  /** The native side of the task, made when first needed. @internal */
  get native(): NativeActivity {
    return (this.#native ??= new NativeActivity(this));
  }

  /** Call a function that may be native in the task's async context. @internal */
  enterNative<T>(body: () => T): T {
    const captured = this.#captured;
    this.#captured = undefined;
    return enterNative(this, captured, body);
  }

  /** Those of its strands that wait: itself, or the awaits of its native code. @internal */
  waitingStrands(): Strand[] {
    const awaits = this.#native?.awaits() ?? [];
    return (awaits.length === 0 ? [this] : awaits).filter(({ waitingOn }) => waitingOn !== undefined);
  }

  /** Where the task waits, as `file:line`, in debug mode: once, or for each thing that native code awaits at once. */
  getStack(): string[] {
    const { places } = this.loop;
    // The place noted of a task is where another waits for it.
    const own = (strand: Strand): string | undefined => (strand === this ? undefined : places?.of(strand));
    return this.waitingStrands().flatMap(
      (strand) => own(strand) ?? places?.of(strand.waitingOn) ?? places?.of(strand.iterator) ?? [],
    );
  }

  /** Whether the microtasks of an eager native first step are not drained yet. @internal */
  get inFirstStep(): boolean {
    return !this.done() && this.#native?.firstTurn === this.loop.turns.number;
  }
}
