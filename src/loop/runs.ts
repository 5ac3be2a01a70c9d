import { current, runningLoop } from "../core/context/current.ts";
import { RuntimeError } from "../core/errors/errors.ts";
import type { Entry, EventLoop } from "../core/event-loop.ts";
import type { Future } from "../core/future.ts";
import type { Spawnable } from "../core/spawnable.ts";
import { requestTurn } from "../host/node/turns.ts";
import type { Iterations } from "./scheduler/scheduler.ts";
import { mainFuture, outcomeOf } from "./main-future.ts";

/** What stops a loop once its main future is done: a done callback of the loop itself. */
class Stop implements Entry {
  readonly #loop: EventLoop;
  readonly key = "callback";
  readonly skipped = false;

  constructor(loop: EventLoop) {
    this.#loop = loop;
  }

  runTurn(): void {
    this.#loop.stop();
  }

  toString(): string {
    return "<Handle stop>";
  }
}

/** The ways to run a loop until something is done. */
export class Runs {
  readonly #loop: EventLoop;
  readonly #iterations: Iterations;
  running = false;

  constructor(loop: EventLoop, iterations: Iterations) {
    this.#loop = loop;
    this.#iterations = iterations;
  }

  /** Run until `stop()` is called. */
  async untilStopped(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#start((error) => (error === undefined ? resolve() : reject(error)));
      requestTurn(this.#iterations);
    });
  }

  async untilComplete<T>(main: Spawnable<T> | Future<T>): Promise<T> {
    const { future, forget } = this.#stopAfter(main);
    try {
      await this.untilStopped();
    } finally {
      forget();
    }
    return outcomeOf(future);
  }

  /** Run a program of generators without returning to the host. */
  sync<T>(main: Spawnable<T>): T {
    if (runningLoop() !== undefined) {
      throw new RuntimeError("Cannot run the event loop while another loop is running", "await the coroutine");
    }
    const { future, forget } = this.#stopAfter(main);
    let failure: Error | undefined;
    this.#start((error) => (failure = error));
    this.#iterations.drive();
    current.loop = undefined;
    const stuck = this.running;
    if (stuck) this.#iterations.halt();
    forget();
    if (failure !== undefined) throw failure;
    if (!stuck) return outcomeOf(future);
    throw new RuntimeError("runSync() cannot wait for native code or the host", "use runUntilComplete() and await it");
  }

  /**
   * Run until `main` is done or the loop cannot go on, and return to the host only if the program needs it: `ended` may be
   * called before this returns.
   */
  eagerly<T>(main: Spawnable<T> | Future<T>, ended: (error: Error | undefined, future: Future<T>) => void): void {
    const { future, forget } = this.#stopAfter(main);
    this.#start((error) => {
      forget();
      ended(error, future);
    });
    // In the middle of another loop's turn it has to wait for its own.
    if (current.loop !== undefined) requestTurn(this.#iterations);
    else if (this.#iterations.drive() !== "nothing") requestTurn(this.#iterations);
  }

  #stopAfter<T>(main: Spawnable<T> | Future<T>): { readonly future: Future<T>; readonly forget: () => void } {
    const future = mainFuture(this.#loop, main);
    const stop = new Stop(this.#loop);
    future.addWaiter(stop);
    return { future, forget: () => future.removeWaiter(stop) };
  }

  #start(ended: (error?: Error) => void): void {
    this.running = true;
    this.#iterations.start((error) => {
      this.running = false;
      ended(error);
    });
  }
}
