/// <reference lib="esnext.disposable" preserve="true" />
import { requireSeconds } from "../core/arguments/require-seconds.ts";
import { anything, trueOrFalse, anIterable, requireKind } from "../core/arguments/kind.ts";
import { describe } from "../core/arguments/describe.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import { contextNames } from "../core/context/context-names.ts";
import type { Body, Wait } from "../core/contracts/loop-core.ts";
import { callBody } from "../core/call-body.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import { LoopBound } from "../sync/loop-bound.ts";
import { ConcurrentFuture } from "../tasks/concurrent-future.ts";
import { type Exported, originOf } from "./exported.ts";
import { MapResults, type MapSettings } from "./map-results.ts";
import { type CallEvents, type WorkerKind, type WorkerPool, workers } from "./workers.ts";

/**
 * A pool of workers that call functions. Made as a `ThreadPoolExecutor` or a `ProcessPoolExecutor`; it belongs to the loop that first
 * uses it.
 *
 * @see {@link https://docs.python.org/3/library/concurrent.futures.html#executor-objects | concurrent.futures.Executor}
 */
export abstract class Executor extends LoopBound implements AsyncDisposable {
  readonly #kind: WorkerKind;
  readonly #size: number | undefined;
  /** Made with the first call. */
  #pool: WorkerPool | undefined = undefined;
  #isShutDown = false;
  /** Calls that have not ended, in the order of arrival. */
  readonly #calls = new Set<ConcurrentFuture<unknown>>();
  #closed: ConcurrentFuture<void> | undefined = undefined;

  /**
   * @throws {TypeError} If the settings are no object.
   * @throws {ValueError} If a setting is unknown, or `maxWorkers` is not a whole number above 0.
   */
  constructor(kind: WorkerKind, settings: ExecutorSettings = {}) {
    super();
    requireOptions(`new ${new.target.name}()`, settings, { maxWorkers: anything });
    const { maxWorkers } = settings;
    if (maxWorkers !== undefined && !(Number.isSafeInteger(maxWorkers) && maxWorkers > 0)) {
      throw new ValueError(
        "max_workers must be greater than 0",
        `pass a whole number as maxWorkers, such as 4; got ${describe(maxWorkers)}`,
      );
    }
    this.#kind = kind;
    this.#size = maxWorkers;
  }

  /** Only in timeloom: whether a worker has ended by itself, so that no call can be made any more. */
  broken(): boolean {
    return this.#pool?.broken !== undefined;
  }

  /** The error for calls that a worker has taken with it. */
  protected abstract brokenError(text: string, reason: string): RuntimeError;

  /**
   * Call `work` in a worker, as soon as one is free. Calls begin in the order in which they were submitted.
   *
   * @param work - Made by `exported()`. An async function is awaited in the worker.
   * @param args - Copies are sent: data that `structuredClone()` can copy, without class instances.
   * @throws {TypeError} If `work` is no exported function, or an argument cannot be sent. The message says which part of it.
   * @throws {RuntimeError} If the executor was shut down, no loop is running, or another loop uses the executor.
   * @throws {BrokenExecutor} If a worker has ended by itself.
   */
  submit<A extends unknown[], R>(work: Exported<(...args: A) => R>, ...args: A): ConcurrentFuture<Awaited<R>> {
    return this.#submit(work, args, false) as ConcurrentFuture<Awaited<R>>;
  }

  #submit(work: (...args: never[]) => unknown, args: readonly unknown[], each: boolean): ConcurrentFuture<unknown> {
    const origin = originOf(work);
    const loop = this.boundLoop();
    if (this.#pool?.broken !== undefined) throw this.brokenError(notUsable[this.#kind], this.#pool.broken);
    if (this.#isShutDown) {
      throw new RuntimeError(
        "cannot schedule new futures after shutdown",
        "shut the executor down when the last call was submitted",
      );
    }
    const future = new ConcurrentFuture<unknown>();
    this.#pool ??= loop.service(workers).pool(this.#kind, this.#size);
    const call = { ...origin, function: work, args, each, context: contextNames() };
    const submitted = this.#pool.submit(call, this.#eventsOf(future));
    if (future.done()) return future;
    this.#calls.add(future);
    future.addDoneCallback(() => {
      this.#calls.delete(future);
      if (future.cancelled()) submitted.cancel();
    });
    return future;
  }

  #eventsOf(future: ConcurrentFuture<unknown>): CallEvents {
    return {
      started: () => void future.setRunningOrNotifyCancel(),
      succeeded: (value) => future.setResult(value),
      failed: (error) => future.setException(error),
      lost: (reason) => {
        if (!future.done()) future.setException(this.brokenError(abruptly[this.#kind], reason));
      },
    };
  }

  /**
   * Call `work` with each of `items`, all at the same time, and iterate the results in the order of the items.
   *
   * The calls are submitted at once. An error of a call comes when its result is asked for; then, and when the iteration is left, the
   * calls that have not begun are cancelled.
   *
   * @throws {TypeError} If `work` is no exported function, or an item cannot be sent.
   * @throws {ValueError} If `chunksize` is below 1, or `timeout` is not a number.
   * @throws {TimeoutError} From the iteration, if `timeout` has passed.
   *
   * @example
   * ```ts
   * const length = exported(import.meta.url, function length(text: string) {
   *   return text.length;
   * });
   * await run(async () => {
   *   const lengths: number[] = [];
   *   await new ThreadPoolExecutor({ maxWorkers: 2 }).run(async (executor) => {
   *     for await (const each of executor.map(length, ["a", "bb"])) lengths.push(each);
   *   });
   *   assert.deepEqual(lengths, [1, 2]);
   * }, { loopFactory: virtualLoop({ world: simulatedWorld() }) });
   * ```
   */
  map<T, R>(work: Exported<(item: T) => R>, items: Iterable<T>, settings: MapSettings = {}): MapResults<Awaited<R>> {
    const { timeout = null, chunksize = 1 } = settings;
    requireOptions("map()", settings, { timeout: anything, chunksize: anything });
    requireKind("items", items, anIterable);
    if (timeout !== null) requireSeconds("timeout", timeout);
    if (!(typeof chunksize === "number" && chunksize >= 1)) {
      throw new ValueError("chunksize must be >= 1.", "pass a whole number, such as 100");
    }
    const deadline = timeout === null ? null : this.boundLoop().time() + timeout;
    const isChunked = this.#kind === "process" && chunksize > 1;
    const futures = isChunked
      ? chunksOf([...items], chunksize).map((chunk) => this.#submit(work, chunk, true))
      : Array.from(items, (item) => this.submit(work, item));
    return new MapResults(futures, isChunked, deadline);
  }

  /**
   * Take no more calls. Those that were submitted run to their end, and the workers end with the last one.
   *
   * The effect is immediate; await the result to wait for the workers.
   *
   * @param settings - `wait`: whether the result waits, default true. `cancelFutures`: cancel the calls that have not begun.
   */
  shutdown(settings: ShutdownSettings = {}): ConcurrentFuture<void> {
    requireOptions("shutdown()", settings, { wait: trueOrFalse, cancelFutures: trueOrFalse });
    const { wait = true, cancelFutures = false } = settings;
    this.#isShutDown = true;
    if (cancelFutures) for (const call of this.#calls) call.cancel();
    if (this.#closed === undefined) {
      const closed = new ConcurrentFuture<void>();
      this.#closed = closed;
      if (this.#pool === undefined) closed.setResult();
      else this.#pool.close(() => closed.setResult());
    }
    if (wait) return this.#closed;
    const now = new ConcurrentFuture<void>();
    now.setResult();
    return now;
  }

  /**
   * Only in timeloom: end the workers now. Calls that run or wait fail with BrokenExecutor, and the executor is shut down.
   *
   * @returns the end of the workers
   */
  terminate(): ConcurrentFuture<void> {
    this.#pool?.terminate();
    return this.shutdown();
  }

  /**
   * Run `body` with this executor, then shut it down and wait for its workers: Python's `with`.
   *
   * @throws what `body` throws
   */
  run<T>(body: Body<[executor: this], T>): Coroutine<T> {
    return Executor.#run(this, body as Body<[Executor], unknown>) as Coroutine<T>;
  }

  static readonly #run = coroutine(function* run(
    executor: Executor,
    body: Body<[Executor], unknown>,
  ): Generator<Wait, unknown, void> {
    try {
      return yield* callBody(body, executor);
    } finally {
      yield* executor.shutdown();
    }
  });

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }

  toString(): string {
    return `<${this.constructor.name}${this.#isShutDown ? " shut down" : ""}>`;
  }
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** Options of executors. */
export interface ExecutorSettings {
  /** How many workers there are at most. Default: for threads the number of processors + 4, at most 32; for processes their number. */
  readonly maxWorkers?: number | undefined;
}

/** Options of `shutdown()`. */
export interface ShutdownSettings {
  /** Whether the result waits for the workers to end. Default: true. */
  readonly wait?: boolean | undefined;
  /** Whether to cancel the calls that have not begun. Default: false. */
  readonly cancelFutures?: boolean | undefined;
}

// concurrent.futures' texts; a thread of Python cannot end by itself.
const notUsable: Record<WorkerKind, string> = {
  thread: "A thread terminated abruptly, the thread pool is not usable anymore",
  process: "A child process terminated abruptly, the process pool is not usable anymore",
};
const abruptly: Record<WorkerKind, string> = {
  thread: "A thread in the thread pool was terminated abruptly while the future was running or pending.",
  process: "A process in the process pool was terminated abruptly while the future was running or pending.",
};
