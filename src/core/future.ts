import { aFunction, requireKind } from "./arguments/kind.ts";
import { classOf } from "./arguments/describe.ts";
import { asText } from "./arguments/as-text.ts";
import { Context, currentValues } from "./context/context.ts";
import { currentLoop, requireLoop } from "./context/current.ts";
import type { Awaitable, FutureCore, LoopCore, Strand, Wait } from "./contracts/loop-core.ts";
import { DoneCallback } from "./driving/done-callback.ts";
import { foreignLoop } from "./driving/resume.ts";
import { suspended } from "./driving/suspended.ts";
import { isCancellation } from "./errors/cancelled-error.ts";
import { InvalidStateError } from "./errors/invalid-state-error.ts";
import { type CallbackSettings, coreOf, type EventLoop, faceOf, requireCallbackSettings } from "./event-loop.ts";
import { addWaiter, cancelledErrorOf, complete, dropWaiters, hasFailed, look, markRetrieved } from "./future-core.ts";
import { showAsText } from "./show-as-text.ts";
import { awaitNatively } from "./native/await-in-task.ts";

/**
 * A result that is not there yet. Done callbacks and waiting tasks are scheduled in the order in which they came.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-future.html#asyncio.Future | asyncio.Future}
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the constructor sets every field
export class Future<T> implements Awaitable<T>, Promise<T> {
  static {
    showAsText(this.prototype);
    // Code that gets a promise from a real service, and a future from its fake, may ask `instanceof Promise`: lru-cache does.
    Object.setPrototypeOf(this.prototype, Promise.prototype);
  }
  declare readonly [Symbol.toStringTag]: string;

  /**
   * A future of `loop`, else of the running loop, else of the one that `setEventLoop()` has set.
   *
   * @throws {RuntimeError} If no loop is given, none is running, and none was set.
   * @throws {TypeError} If `loop` is not one of timeloom's.
   */
  constructor(loop?: EventLoop);
  /** @internal */
  constructor(loop: LoopCore);
  constructor(loop?: EventLoop | LoopCore) {
    this.loop = loop === undefined ? currentLoop() : coreOf(loop);
    this.phase = "pending";
    this.settledWith = undefined;
    this.waiters = undefined;
    this.loop.places?.noteAwaitsOf(this);
    this.loop.probes.all?.made?.(this);
  }

  getLoop(): EventLoop {
    return faceOf(this.loop);
  }

  /** Whether it has a result or an exception, or was cancelled. */
  done(): boolean {
    look(this);
    return this.phase !== "pending";
  }

  cancelled(): boolean {
    look(this);
    return this.phase === "cancelled";
  }

  /**
   * The result.
   *
   * @throws {CancelledError} If the future was cancelled.
   * @throws {InvalidStateError} If it is not done.
   * @throws the exception that was set, if there is one
   */
  result(): T {
    look(this);
    if (this.phase === "finished") return this.settledWith as T;
    if (this.phase === "cancelled") throw cancelledErrorOf(this);
    if (this.phase === "pending") {
      throw new InvalidStateError("Result is not set.", "await the future, or ask done() first");
    }
    markRetrieved(this);
    throw this.settledWith;
  }

  /**
   * The exception that was set, or null.
   *
   * @throws {CancelledError} If the future was cancelled.
   * @throws {InvalidStateError} If it is not done.
   */
  exception(): unknown {
    look(this);
    if (this.phase === "cancelled") throw cancelledErrorOf(this);
    if (this.phase === "pending") {
      throw new InvalidStateError("Exception is not set.", "await the future, or ask done() first");
    }
    markRetrieved(this);
    return this.phase === "retrieved" ? this.settledWith : null;
  }

  /**
   * Cancel the future and schedule its callbacks.
   *
   * @param message - Text of the CancelledError.
   * @returns false if it was done already
   */
  cancel(message?: string): boolean {
    markRetrieved(this);
    if (this.phase !== "pending") return false;
    complete(this, "cancelled", message);
    return true;
  }

  /** @throws {InvalidStateError} If the future is done already. */
  setResult(value: T): void {
    requirePending(this);
    complete(this, "finished", value);
  }

  /**
   * Fail with `exception`. If nobody retrieves it, the loop's exception handler hears of it.
   *
   * @throws {InvalidStateError} If the future is done already.
   */
  setException(exception: unknown): void {
    requirePending(this);
    complete(this, "failed", exception);
    this.loop.forgotten.addFailure(this);
  }

  /**
   * Call `callback` with this future, in a turn of its own, once it is done.
   *
   * @param settings - `context`: the context variables that the callback sees; default a copy of the current ones.
   */
  addDoneCallback(callback: (future: this) => unknown, settings?: CallbackSettings): void {
    requireKind("callback", callback, aFunction);
    requireCallbackSettings("addDoneCallback()", settings);
    const context = settings?.context ?? new Context(currentValues());
    addWaiter(this, new DoneCallback(this, callback, context));
  }

  /** Forget a callback. @returns how often it had been added */
  removeDoneCallback(callback: (future: this) => unknown): number {
    return dropWaiters(this, (waiter) => waiter instanceof DoneCallback && waiter.callback === callback);
  }

  /** @internal */
  suspend(strand: Strand): Error | undefined {
    if (strand.task.loop !== this.loop) return foreignLoop(strand.task, this);
    // A class that overrides addDoneCallback() sees who awaits, as CPython's tasks let it.
    if (this.addDoneCallback === Future.prototype.addDoneCallback) addWaiter(this, strand);
    else this.addDoneCallback(() => strand.waitingOn === this && this.loop.enqueue(strand));
    return undefined;
  }

  /** @internal */
  woken(): boolean {
    return this.done();
  }

  /** A future may also have failed with CancelledError, as a gather does. @internal */
  raisesCancelled(): boolean {
    return this.phase === "cancelled" || (hasFailed(this) && isCancellation(this.settledWith));
  }

  /** @internal */
  cancelWait(message: string | undefined): boolean {
    return this.cancel(message);
  }

  /** @internal */
  describeWait(): string {
    return "a future";
  }

  // A future is its own iterator, which saves an allocation per wait.

  [Symbol.iterator](): Iterator<Wait, T, void> {
    return this;
  }

  /** @internal */
  next(): IteratorResult<Wait, T> {
    look(this);
    return this.phase === "pending" ? suspended(this) : { done: true, value: this.result() };
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
    return awaitNatively<T>(this).then(onFulfilled, onRejected);
  }

  /** As a promise's `catch()`. */
  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onRejected);
  }

  /** As a promise's `finally()`. */
  finally(onFinally?: (() => void) | null): Promise<T> {
    return Promise.prototype.finally.call(this, onFinally) as Promise<T>;
  }

  toString(): string {
    const value = this.phase === "finished" ? ` result=${asText(this.settledWith)}` : "";
    const exception = hasFailed(this) ? ` exception=${asText(this.settledWith)}` : "";
    return `<Future ${hasFailed(this) ? "finished" : this.phase}${value}${exception}>`;
  }
}

/** Internal members. @internal */
// oxlint-disable-next-line eslint/no-unused-vars -- has to have the parameters of the class
export interface Future<T> extends FutureCore {}

function requirePending(future: FutureCore): void {
  look(future);
  if (future.phase === "pending") return;
  throw new InvalidStateError("invalid state", "a future is completed once: ask done() before you set it");
}

/**
 * A future of the running loop.
 *
 * @param resource - The object that makes the future. Deadlock reports name it together with `operation`.
 */
export function createFuture<T>(resource?: object, operation: string = "wait()"): Future<T> {
  const loop = requireLoop();
  return resource === undefined ? new Future<T>(loop) : new ResourceFuture<T>(loop, resource, operation);
}

/** A future that knows its resource, and the operation on the resource that waits. Described on demand. */
export class ResourceFuture<T> extends Future<T> {
  readonly resource: object;
  readonly #operation: string;

  constructor(loop: LoopCore, resource: object, operation: string) {
    super(loop);
    this.resource = resource;
    this.#operation = operation;
  }

  override describeWait(): string {
    const { resource } = this;
    const name = typeof resource === "object" && resource !== null ? classOf(resource) : asText(resource);
    return `${name}.${asText(this.#operation)}`;
  }
}

/** @see {@link https://docs.python.org/3/library/asyncio-future.html#asyncio.isfuture | asyncio.isfuture} */
export function isfuture(value: unknown): value is Future<unknown> {
  return value instanceof Future;
}
