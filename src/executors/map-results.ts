import { requireLoop } from "../core/context/current.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import type { ConcurrentFuture } from "../tasks/concurrent-future.ts";

/**
 * The results of `executor.map()`, in the order of the items: use `for await`, or iterate it plainly and await each item.
 *
 * When the iteration ends early, the calls that have not begun are cancelled.
 *
 * @see {@link https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Executor.map | Executor.map}
 */
export class MapResults<T> implements Iterable<Coroutine<T>>, AsyncIterable<T> {
  /** What has not been taken. */
  readonly #calls: ConcurrentFuture<unknown>[];
  /** Whether each call has a list of results. */
  readonly #isChunked: boolean;
  readonly #deadline: number | null;
  /** Results of the last chunk that have not been taken. */
  #chunk: T[] = [];

  /** @param deadline - Loop time at which the wait ends, in seconds. */
  constructor(calls: ConcurrentFuture<unknown>[], isChunked: boolean, deadline: number | null) {
    this.#calls = calls;
    this.#isChunked = isChunked;
    this.#deadline = deadline;
  }

  *[Symbol.iterator](): Generator<Coroutine<T>, void, void> {
    try {
      while (!this.#isOver()) yield MapResults.#next(this) as Coroutine<T>;
    } finally {
      this.#cancel();
    }
  }

  [Symbol.asyncIterator](): AsyncIterator<T, void, void> {
    return {
      next: async () =>
        this.#isOver()
          ? { done: true, value: undefined }
          : { done: false, value: await (MapResults.#next(this) as Coroutine<T>) },
      return: async () => {
        this.#cancel();
        return { done: true, value: undefined };
      },
    };
  }

  /** Wait for the next result; an error cancels the rest. */
  static readonly #next = coroutine(function* next(results: MapResults<unknown>): Generator<Wait, unknown, void> {
    try {
      if (results.#chunk.length > 0) return results.#chunk.shift();
      const call = results.#calls[0] as ConcurrentFuture<unknown>;
      const value = yield* call.result(results.#deadline === null ? null : results.#deadline - requireLoop().time());
      void results.#calls.shift();
      if (!results.#isChunked) return value;
      results.#chunk = value as unknown[];
      return results.#chunk.shift();
    } catch (error) {
      results.#cancel();
      throw error;
    }
  });

  #isOver(): boolean {
    return this.#calls.length === 0 && this.#chunk.length === 0;
  }

  #cancel(): void {
    for (const call of this.#calls.splice(0)) call.cancel();
    this.#chunk = [];
  }
}

/** Options of `map()`. */
export interface MapSettings {
  /** Seconds of loop time, from the call of `map()`, after which the iteration raises TimeoutError. Default: no limit. */
  readonly timeout?: number | null | undefined;
  /** How many items are sent to a process at a time: many short calls need fewer messages. Threads take one. Default: 1. */
  readonly chunksize?: number | undefined;
}
