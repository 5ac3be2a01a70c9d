import { current, loopHere } from "../core/context/current.ts";
import type { Entry, LoopCore } from "../core/contracts/loop-core.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { faceOf } from "../core/event-loop.ts";
import type { Future } from "../core/future.ts";
import { addWaiter, removeWaiter } from "../core/future-core.ts";
import type { Spawnable } from "../core/spawnable.ts";
import { turnQueue } from "../host/turn-queue.ts";
import type { Scheduler } from "./scheduler/scheduler.ts";
import { mainFuture, outcomeOf } from "./main-future.ts";

/** The ways to run a loop until something is done. */
export class Runs {
  readonly #loop: LoopCore;
  readonly #scheduler: Scheduler;
  running = false;

  constructor(loop: LoopCore, scheduler: Scheduler) {
    this.#loop = loop;
    this.#scheduler = scheduler;
  }

  /** Run until `stop()` is called. */
  async untilStopped(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#start((error) => (error === undefined ? resolve() : reject(error)), true);
      turnQueue.request(this.#scheduler);
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
    if (loopHere() !== undefined) {
      throw new RuntimeError("Cannot run the event loop while another loop is running", "await the coroutine");
    }
    const { future, forget } = this.#stopAfter(main);
    let failure: Error | undefined;
    this.#start((error) => (failure = error));
    // A long program lets the host in now and then, if it can: this one cannot.
    while (this.#scheduler.drive() === "macrotask");
    current.loop = undefined;
    const stuck = this.running;
    if (stuck) this.#scheduler.halt();
    forget();
    if (failure !== undefined) throw failure;
    if (!stuck) return outcomeOf(future);
    throw new RuntimeError("runSync() cannot wait for native code or the host", "use runUntilComplete() and await it");
  }

  /**
   * Run until `main` is done or the loop cannot go on, and return to the host only if the program needs it: `ended` may be
   * called before this returns.
   */
  eagerly<T>(
    main: Spawnable<T> | Future<T>,
    ended: (error: Error | undefined, future: Future<T>) => void,
    mayReturn: boolean,
  ): void {
    const { future, forget } = this.#stopAfter(main);
    this.#start((error) => {
      forget();
      ended(error, future);
    }, mayReturn);
    // In the middle of another loop's turn, the loop must wait for its own.
    if (current.loop !== undefined) turnQueue.request(this.#scheduler);
    else if (this.#scheduler.drive() !== "nothing") turnQueue.request(this.#scheduler);
  }

  #stopAfter<T>(main: Spawnable<T> | Future<T>): { readonly future: Future<T>; readonly forget: () => void } {
    const future = mainFuture(this.#loop, main);
    const stop = new Stop(this.#loop);
    addWaiter(future, stop);
    return { future, forget: () => removeWaiter(future, stop) };
  }

  #start(ended: (error?: Error) => void, mayReturn = false): void {
    this.running = true;
    this.#scheduler.start((error) => {
      this.running = false;
      ended(error);
    }, mayReturn);
  }
}

/** What stops a loop once its main future is done: a done callback of the loop itself. */
class Stop implements Entry {
  readonly #loop: LoopCore;
  readonly kind = "callback";
  readonly title = "a callback";
  readonly endsRun = true;

  constructor(loop: LoopCore) {
    this.#loop = loop;
  }

  runTurn(): void {
    faceOf(this.#loop).stop();
  }

  toString(): string {
    return "<Handle stop>";
  }
}
