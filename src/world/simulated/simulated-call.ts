import { current } from "../../core/context/current.ts";
import { tellVisible } from "../../core/context/touch.ts";
import type { Entry, FutureCore, LoopCore } from "../../core/contracts/loop-core.ts";
import { Future } from "../../core/future.ts";

/** One call of a simulated object: when it arrives, its outcome is delivered. */
export class SimulatedCall implements Entry {
  readonly kind = "arrival";
  readonly isMacrotask = true;
  readonly title: string;
  readonly result: SimulatedResult<unknown>;
  /** Gives `result` its outcome. */
  #deliver: () => void = () => undefined;
  #gaveUp: () => void = () => undefined;
  #unfollow: () => void = () => undefined;
  /** When the call arrives, in seconds of loop time, if its latency is given. */
  deadline: number | undefined = undefined;
  /** How many seconds it may take, by its settings. */
  latencies: readonly number[] = [];
  /** Whether the call is among the timers of the loop. */
  scheduled = false;

  constructor(loop: LoopCore, operation: string) {
    this.title = operation;
    this.result = new SimulatedResult(loop, operation, () => this.#drop());
  }

  /** The reason of `signal` comes instead of the outcome if the signal is aborted first. */
  follow(signal: AbortSignal): void {
    const abort = (): void => {
      if (this.result.done()) return;
      this.#drop();
      this.result.setException(signal.reason);
    };
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    this.#unfollow = () => signal.removeEventListener("abort", abort);
  }

  /** Nothing arrives any more. */
  #drop(): void {
    this.result.loop.cancelled(this);
    this.#unfollow();
    this.#gaveUp();
  }

  /** @param deliver - Gives `result` its outcome. */
  onArrival(deliver: () => void): void {
    this.#deliver = deliver;
  }

  /** @param gaveUp - Called if nobody waits for the call any more. */
  onGivenUp(gaveUp: () => void): void {
    this.#gaveUp = gaveUp;
  }

  get arrives(): FutureCore {
    return this.result;
  }

  get skipped(): boolean {
    return this.result.done();
  }

  runTurn(): void {
    tellVisible(); // the fake has done its work by now: only the result is touched
    if (this.result.done()) return;
    this.#unfollow();
    this.#deliver();
  }
}

/** The result of a simulated call. */
export class SimulatedResult<T> extends Future<T> {
  override readonly standsForPromise = true;
  readonly #operation: string;
  readonly #cancelled: () => void;

  /** @param cancelled - Called if the wait for the result is cancelled. */
  constructor(loop: LoopCore, operation: string, cancelled: () => void) {
    super(loop);
    this.#operation = operation;
    this.#cancelled = cancelled;
  }

  /**
   * An `await` begins to wait one microtask later than for a promise, and hears of the outcome one later, as with all that is awaitable.
   * A callback waits as an `await` does, so that both go on in the order in which Node lets them go on.
   */
  // eslint-disable-next-line unicorn/no-thenable -- being awaitable is what it is for
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return isOfEngine(onFulfilled)
      ? super.then(onFulfilled, onRejected)
      : this.#asPromise().then(onFulfilled, onRejected);
  }

  override finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#asPromise().finally(onFinally);
  }

  #asPromise(): Promise<T> {
    current.microtasksDue = true;
    return new Promise<T>((resolve) => resolve(this));
  }

  override cancel(message?: string): boolean {
    if (!super.cancel(message)) return false;
    this.#cancelled();
    return true;
  }

  override describeWait(): string {
    return this.#operation;
  }
}

/** Whether the engine itself made `callback`, for an `await` or to resolve a promise. */
function isOfEngine(callback: unknown): boolean {
  return (
    typeof callback === "function" &&
    callback.name === "" &&
    Function.prototype.toString.call(callback).includes("[native code]")
  );
}
