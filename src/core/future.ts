import { suspended, type Awaitable, type Wait } from "./contracts/awaitable.ts";
import { Context, currentValues } from "./context/context.ts";
import { getRunningLoop } from "./context/current.ts";
import { DoneCallback } from "./driving/done-callback.ts";
import { CancelledError, InvalidStateError } from "./errors/errors.ts";
import type { CallbackSettings, Entry, EventLoop } from "./event-loop.ts";
import { awaitNatively } from "./native/await.ts";
import { foreignLoop, type Strand } from "./driving/strand.ts";

/** `failed`: with an exception that nobody has asked for; `retrieved`: somebody has. */
type State = "pending" | "cancelled" | "finished" | "failed" | "retrieved";

/**
 * A result that is not there yet. Done callbacks and waiting tasks are scheduled in the order in which they came.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-future.html#asyncio.Future | asyncio.Future}
 */
export class Future<T> implements Awaitable<T> {
  /** @internal */ readonly loop: EventLoop;
  #state: State = "pending";
  /** The result, the exception, or the message of the cancellation. */
  #value: unknown = undefined;
  /** What to schedule when done: one entry, or several in order of coming. */
  #waiters: Entry | Entry[] | undefined = undefined;

  /**
   * A future of the running loop, or of `loop`.
   *
   * @throws {RuntimeError} If no loop is given and none is running.
   */
  constructor(loop: EventLoop = getRunningLoop()) {
    this.loop = loop;
    loop.places?.noteAwaitsOf(this);
  }

  getLoop(): EventLoop {
    return this.loop;
  }

  /** Whether it has a result or an exception, or was cancelled. */
  done(): boolean {
    return this.#state !== "pending";
  }

  cancelled(): boolean {
    return this.#state === "cancelled";
  }

  static #hasFailed(future: Future<unknown>): boolean {
    return future.#state === "failed" || future.#state === "retrieved";
  }

  /** Whether its exception is to be reported if nobody asks for it. @internal */
  get unretrieved(): boolean {
    return this.#state === "failed";
  }

  /** Its exception, without counting as retrieving it. @internal */
  get failure(): unknown {
    return Future.#hasFailed(this) ? this.#value : undefined;
  }

  /** Somebody has seen its exception, or need not. @internal */
  markRetrieved(): void {
    if (this.#state !== "failed") return;
    this.#state = "retrieved";
    this.loop.forgotten.retrieved(this);
  }

  /** Whether it has a result. @internal */
  succeeded(): boolean {
    return this.#state === "finished";
  }

  /**
   * The result.
   *
   * @throws {CancelledError} If the future was cancelled.
   * @throws {InvalidStateError} If it is not done.
   * @throws the exception that was set, if there is one
   */
  result(): T {
    if (this.#state === "finished") return this.#value as T;
    if (this.#state === "cancelled") throw this.makeCancelledError();
    if (this.#state === "pending") {
      throw new InvalidStateError("Result is not set.", "await the future, or ask done() first");
    }
    this.markRetrieved();
    throw this.#value;
  }

  /**
   * The exception that was set, or null.
   *
   * @throws {CancelledError} If the future was cancelled.
   * @throws {InvalidStateError} If it is not done.
   */
  exception(): unknown {
    if (this.#state === "cancelled") throw this.makeCancelledError();
    if (this.#state === "pending") {
      throw new InvalidStateError("Exception is not set.", "await the future, or ask done() first");
    }
    this.markRetrieved();
    return this.#state === "retrieved" ? this.#value : null;
  }

  /**
   * Cancel the future and schedule its callbacks.
   *
   * @param message - Text of the CancelledError.
   * @returns false if it was done already
   */
  cancel(message?: string): boolean {
    this.markRetrieved();
    if (this.#state !== "pending") return false;
    Future.#complete(this, "cancelled", message);
    return true;
  }

  /** @throws {InvalidStateError} If the future is done already. */
  setResult(value: T): void {
    Future.#requirePending(this);
    Future.#complete(this, "finished", value);
  }

  /**
   * Fail with `exception`. If nobody retrieves it, the loop's exception handler hears of it.
   *
   * @throws {InvalidStateError} If the future is done already.
   */
  setException(exception: unknown): void {
    Future.#requirePending(this);
    Future.#complete(this, "failed", exception);
    this.loop.forgotten.addFailure(this);
  }

  static #requirePending(future: Future<unknown>): void {
    if (future.#state !== "pending") {
      throw new InvalidStateError("invalid state", "a future is completed once: ask done() before you set it");
    }
  }

  static #complete(future: Future<unknown>, state: State, value: unknown): void {
    future.#state = state;
    future.#value = value;
    const waiters = future.#waiters;
    if (waiters === undefined) return;
    future.#waiters = undefined;
    if (!Array.isArray(waiters)) future.loop.enqueue(waiters);
    else for (const waiter of waiters) future.loop.enqueue(waiter);
  }

  /**
   * Call `callback` with this future, in a turn of its own, once it is done.
   *
   * @param settings - `context`: the context variables that the callback sees; default a copy of the current ones.
   */
  addDoneCallback(callback: (future: this) => unknown, settings?: CallbackSettings): void {
    const context = settings?.context ?? new Context(currentValues());
    this.addWaiter(new DoneCallback(this, callback as (future: Future<unknown>) => unknown, context));
  }

  /** Forget a callback. @returns how often it had been added */
  removeDoneCallback(callback: (future: this) => unknown): number {
    return Future.#dropWaiters(this, (waiter) => waiter instanceof DoneCallback && waiter.callback === callback);
  }

  /** Forget a waiter that is not scheduled yet. @internal */
  removeWaiter(waiter: Entry): void {
    if (this.#waiters === undefined) return;
    Future.#dropWaiters(this, (other) => other === waiter);
  }

  static #dropWaiters(future: Future<unknown>, isDropped: (waiter: Entry) => boolean): number {
    const waiters = Array.isArray(future.#waiters)
      ? future.#waiters
      : future.#waiters === undefined
        ? []
        : [future.#waiters];
    const kept = waiters.filter((waiter) => !isDropped(waiter));
    future.#waiters = kept.length === 0 ? undefined : kept;
    return waiters.length - kept.length;
  }

  /** Schedule `waiter` once this is done; at once if it is. @internal */
  addWaiter(waiter: Entry): void {
    if (this.#state !== "pending") this.loop.enqueue(waiter);
    else if (this.#waiters === undefined) this.#waiters = waiter;
    else if (Array.isArray(this.#waiters)) this.#waiters.push(waiter);
    else this.#waiters = [this.#waiters, waiter];
  }

  /** The message of the cancellation that ended it. @internal */
  get cancelledWith(): string | undefined {
    return this.#state === "cancelled" ? (this.#value as string | undefined) : undefined;
  }

  /** The error that waiting for this cancelled future raises. @internal */
  makeCancelledError(): CancelledError {
    return new CancelledError(this.cancelledWith);
  }

  /** @internal */
  suspend(strand: Strand): Error | undefined {
    if (strand.task.loop !== this.loop) return foreignLoop(strand.task, this);
    this.addWaiter(strand);
    return undefined;
  }

  /** @internal */
  woken(): boolean {
    return this.done();
  }

  /** A future may also have failed with CancelledError: a gather does. @internal */
  raisesCancelled(): boolean {
    return this.#state === "cancelled" || (Future.#hasFailed(this) && this.#value instanceof CancelledError);
  }

  /** @internal */
  cancelWait(message: string | undefined): boolean {
    return this.cancel(message);
  }

  /** @internal */
  describeWait(): string {
    return "a future";
  }

  // As an awaitable: it is its own iterator, which saves an allocation per wait.

  [Symbol.iterator](): Iterator<Wait, T, void> {
    return this;
  }

  /** @internal */
  next(): IteratorResult<Wait, T> {
    return this.#state === "pending" ? suspended(this) : { done: true, value: this.result() };
  }

  /** @internal */
  throw(error: unknown): never {
    throw error;
  }

  // eslint-disable-next-line unicorn/no-thenable -- being awaitable is what it is for
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return awaitNatively<T>(this.loop, this).then(onFulfilled, onRejected);
  }

  /** The name of its class, as CPython has it. @internal */
  get kind(): string {
    return "Future";
  }

  /** @internal */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  toString(): string {
    const value = this.#state === "finished" ? ` result=${String(this.#value)}` : "";
    const exception = Future.#hasFailed(this) ? ` exception=${String(this.#value)}` : "";
    return `<${this.kind} ${Future.#hasFailed(this) ? "finished" : this.#state}${value}${exception}>`;
  }
}

/**
 * A future of the running loop.
 *
 * @param resource - What it is for, named in deadlock reports together with `operation`.
 */
export function createFuture<T>(resource?: object, operation: string = "wait()"): Future<T> {
  const loop = getRunningLoop();
  return resource === undefined ? new Future<T>(loop) : new ResourceFuture<T>(loop, resource, operation);
}

/** A future that knows what it is for: the resource, and the operation on it that waits. Described on demand. */
export class ResourceFuture<T> extends Future<T> {
  readonly resource: object;
  readonly #operation: string;

  constructor(loop: EventLoop, resource: object, operation: string) {
    super(loop);
    this.resource = resource;
    this.#operation = operation;
  }

  override describeWait(): string {
    return `${this.resource.constructor.name}.${this.#operation}`;
  }
}

/** @see {@link https://docs.python.org/3/library/asyncio-future.html#asyncio.isfuture | asyncio.isfuture} */
export function isfuture(value: unknown): value is Future<unknown> {
  return value instanceof Future;
}
