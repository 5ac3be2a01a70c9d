import type { Entry } from "../core/event-loop.ts";
import { Future } from "../core/future.ts";
import type { EventLoop } from "../core/event-loop.ts";

/** The result of a simulated call: a future with what callers expect of a promise. */
export class SimulatedResult<T> extends Future<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = "SimulatedResult";
  readonly #operation: string;

  constructor(loop: EventLoop, operation: string) {
    super(loop);
    this.#operation = operation;
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.then().finally(onFinally);
  }

  /** @internal */
  override describeWait(): string {
    return this.#operation;
  }
}

/** One call of a simulated object: when it arrives, its outcome is delivered. */
export class SimulatedCall implements Entry {
  readonly key: string;
  readonly result: SimulatedResult<unknown>;
  #deliver: () => void = () => undefined;
  /** When it arrives, in seconds of loop time, if its latency is given. */
  deadline: number | undefined = undefined;
  scheduled = false;

  constructor(loop: EventLoop, operation: string) {
    this.key = operation;
    this.result = new SimulatedResult(loop, operation);
  }

  /** @param deliver - Gives `result` its outcome. */
  onArrival(deliver: () => void): void {
    this.#deliver = deliver;
  }

  get skipped(): boolean {
    return this.result.done();
  }

  runTurn(): void {
    if (!this.result.done()) this.#deliver();
  }
}
