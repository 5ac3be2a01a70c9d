import { asText } from "../core/arguments/as-text.ts";
import type { Awaitable, Wait } from "../core/contracts/loop-core.ts";
import { CancelledError } from "../core/errors/cancelled-error.ts";
import { InvalidStateError } from "../core/errors/invalid-state-error.ts";
import { showAsText } from "../core/show-as-text.ts";
import { ConcurrentWait } from "./concurrent-wait.ts";

/**
 * The outcome of a call that another thread or another loop makes. It belongs to no loop: tasks of any loop can await it, and so can
 * code outside of loops.
 *
 * To cancel the wait for it does not cancel the call; {@link cancel} does, as long as the call has not begun.
 *
 * @see {@link https://docs.python.org/3/library/concurrent.futures.html#future-objects | concurrent.futures.Future}
 */
export class ConcurrentFuture<T> implements Awaitable<T> {
  static {
    showAsText(this.prototype);
  }

  #phase: "pending" | "running" | "cancelled" | "finished" = "pending";
  /** The value or the exception of a finished call. */
  #settledWith: unknown = undefined;
  #failed = false;
  /** In order of arrival. */
  readonly #callbacks = new Set<(future: never) => unknown>();

  /**
   * Cancel the call if it has not begun.
   *
   * @param message - Text of the CancelledError.
   * @returns false if the call runs or has ended
   */
  cancel(message?: string): boolean {
    if (this.#phase === "running" || this.#phase === "finished") return false;
    if (this.#phase === "pending") {
      this.#settledWith = message;
      this.#complete("cancelled");
    }
    return true;
  }

  cancelled(): boolean {
    return this.#phase === "cancelled";
  }

  /** Whether the call has begun and not ended: it cannot be cancelled. */
  running(): boolean {
    return this.#phase === "running";
  }

  /** Whether the call has ended or was cancelled. */
  done(): boolean {
    return this.#phase === "cancelled" || this.#phase === "finished";
  }

  /**
   * Wait for the value of the call: JavaScript cannot block, so the result must be awaited.
   *
   * @param timeout - Seconds, of loop time inside of a loop; null waits without limit.
   * @throws {TimeoutError} If the time has passed. The call goes on.
   * @throws {CancelledError} If the call was cancelled.
   * @throws {ValueError} If `timeout` is not a number.
   * @throws what the call has thrown
   */
  result(timeout: number | null = null): Awaitable<T> {
    return new ConcurrentWait(this, timeout, () => this.#outcome());
  }

  /**
   * Wait for the exception of the call: null if the call returns a value.
   *
   * @param timeout - Seconds, of loop time inside of a loop; null waits without limit.
   * @throws {TimeoutError} If the time has passed.
   * @throws {CancelledError} If the call was cancelled.
   * @throws {ValueError} If `timeout` is not a number.
   */
  exception(timeout: number | null = null): Awaitable<unknown> {
    return new ConcurrentWait(this, timeout, () => {
      if (this.#phase === "cancelled") throw this.#cancelledError();
      return this.#failed ? this.#settledWith : null;
    });
  }

  /**
   * Call `callback` with this future when the call has ended or was cancelled; at once if it has. Callbacks come in the order in
   * which they were added, outside of any turn: use `wrapFuture()` to come back to a loop.
   */
  addDoneCallback(callback: (future: this) => unknown): void {
    if (this.done()) return this.#call(callback);
    this.#callbacks.add(callback);
  }

  /** Forget a callback. @returns whether it had been added */
  removeDoneCallback(callback: (future: this) => unknown): boolean {
    return this.#callbacks.delete(callback);
  }

  /**
   * For executors: the call begins now.
   *
   * @returns false if it was cancelled
   * @throws {InvalidStateError} If it has begun before.
   */
  setRunningOrNotifyCancel(): boolean {
    if (this.#phase === "cancelled") return false;
    if (this.#phase !== "pending") throw this.#invalidState();
    this.#phase = "running";
    return true;
  }

  /** For executors: the call has returned `value`. @throws {InvalidStateError} If it had ended. */
  setResult(value: T): void {
    if (this.done()) throw this.#invalidState();
    this.#settledWith = value;
    this.#complete("finished");
  }

  /** For executors: the call has thrown `exception`. @throws {InvalidStateError} If it had ended. */
  setException(exception: unknown): void {
    if (this.done()) throw this.#invalidState();
    this.#settledWith = exception;
    this.#failed = true;
    this.#complete("finished");
  }

  // eslint-disable-next-line unicorn/no-thenable -- being awaitable is what it is for
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return Promise.resolve(this.result()).then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.then(undefined, undefined).finally(onFinally);
  }

  [Symbol.iterator](): Iterator<Wait, T, void> {
    return this.result()[Symbol.iterator]();
  }

  toString(): string {
    if (this.#phase !== "finished") return `<ConcurrentFuture ${this.#phase}>`;
    return `<ConcurrentFuture finished ${this.#failed ? "exception" : "result"}=${asText(this.#settledWith)}>`;
  }

  #complete(phase: "cancelled" | "finished"): void {
    this.#phase = phase;
    const callbacks = [...this.#callbacks];
    this.#callbacks.clear();
    for (const callback of callbacks) this.#call(callback);
  }

  #call(callback: (future: never) => unknown): void {
    try {
      callback(this as never);
    } catch (error) {
      console.error(`exception calling callback for ${this.toString()}`, error);
    }
  }

  #outcome(): T {
    if (this.#phase === "cancelled") throw this.#cancelledError();
    if (this.#failed) throw this.#settledWith;
    return this.#settledWith as T;
  }

  #cancelledError(): CancelledError {
    return new CancelledError(this.#settledWith as string | undefined);
  }

  #invalidState(): InvalidStateError {
    return new InvalidStateError(
      `${this.#phase.toUpperCase()}: ${this.toString()}`,
      "only its executor completes it, once",
    );
  }
}
