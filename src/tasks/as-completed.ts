import { anIterable, anything, requireKind } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import { requireSeconds } from "../core/arguments/require-seconds.ts";
import { addWaiter, removeWaiter } from "../core/future-core.ts";
import { coroutine, type Coroutine, iscoroutine } from "../core/coroutine.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { requireLoop } from "../core/context/current.ts";
import { getEventLoop } from "../loop/event-loop-policy.ts";
import { Reaction } from "../core/driving/done-callback.ts";
import { TimeoutError } from "../core/errors/timeout-error.ts";
import { typeError } from "../core/errors/type-error.ts";
import { type Future, isfuture, ResourceFuture } from "../core/future.ts";
import type { Handle } from "../core/driving/handle.ts";
import { ensureFutures, type AwaitableArg, type ResultOf } from "./awaitable-arg.ts";

/**
 * Run awaitables at the same time, and get their outcomes in the order in which they come.
 *
 * Plain iteration gives coroutines, each of which returns or raises the next outcome; `for await` gives the futures.
 *
 * @param settings - `timeout`: seconds after which missing outcomes raise TimeoutError.
 * @throws {TypeError} If `awaitables` is itself awaitable.
 * @throws {ValueError} If `timeout` is not a number.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.as_completed | asyncio.as_completed}
 */
export function asCompleted<A extends AwaitableArg<unknown>>(
  awaitables: Iterable<A>,
  settings: { readonly timeout?: number | null | undefined } = {},
): Completions<FutureOf<A>, ResultOf<A>> {
  if (isfuture(awaitables) || iscoroutine(awaitables)) {
    throw typeError(`expects an iterable of awaitables, not ${awaitables.constructor.name}`, "pass an array of tasks");
  }
  requireOptions("asCompleted()", settings, { timeout: anything });
  requireKind("awaitables", awaitables, anIterable);
  const { timeout = null } = settings;
  if (timeout !== null) requireSeconds("timeout", timeout);
  return new CompletionOrder(awaitables, timeout) as unknown as Completions<FutureOf<A>, ResultOf<A>>;
}

/** The result of `asCompleted()`: iterate it plainly and await each item, or use `for await`. */
export interface Completions<F extends Future<unknown>, T> extends Iterable<Coroutine<T>>, AsyncIterable<Settled<F>> {
  [Symbol.iterator](): Iterator<Coroutine<T>, void, void>;
  [Symbol.asyncIterator](): AsyncIterator<Settled<F>, void, void>;
}

/**
 * A future from `for await`: it is done, so call its `result()`. TypeScript believes that `for await` unwraps
 * awaitables, which is wrong; without `then` in the type it does not.
 */
export type Settled<F extends Future<unknown>> = Omit<F, "then">;

/** The future that stands for `A`: `A` itself if it is one. */
export type FutureOf<A> = A extends Future<unknown> ? A : Future<ResultOf<A>>;

interface Box {
  readonly future: Future<unknown>;
}

class CompletionOrder {
  /** Each future that has not come, and the reaction that waits for it. */
  readonly #todo = new Map<Future<unknown>, Reaction>();
  /** Outcomes that came and were not taken; null stands for one that came too late. */
  readonly #came: (Future<unknown> | null)[] = [];
  /** One future per task that waits for an outcome, in order of arrival. */
  #takers: Future<void>[] = [];
  #left: number;
  readonly #timer: Handle | undefined;

  constructor(awaitables: Iterable<AwaitableArg<unknown>>, timeout: number | null) {
    const loop = getEventLoop();
    for (const future of new Set(ensureFutures(awaitables, loop))) {
      this.#todo.set(future, new Reaction(() => this.#completed(future)));
    }
    for (const [future, reaction] of this.#todo) addWaiter(future, reaction);
    this.#left = this.#todo.size;
    this.#timer = this.#left > 0 && timeout !== null ? loop.callLater(timeout, () => this.#expire()) : undefined;
  }

  #completed(future: Future<unknown>): void {
    if (!this.#todo.delete(future)) return; // the timeout was first
    this.#put(future);
    if (this.#todo.size === 0) this.#timer?.cancel();
  }

  #expire(): void {
    for (const [future, reaction] of this.#todo) {
      removeWaiter(future, reaction);
      this.#put(null);
    }
    this.#todo.clear();
  }

  #put(future: Future<unknown> | null): void {
    this.#came.push(future);
    this.#wakeNext();
  }

  #wakeNext(): void {
    for (let taker = this.#takers.shift(); taker !== undefined; taker = this.#takers.shift()) {
      if (taker.done()) continue;
      taker.setResult();
      return;
    }
  }

  /** The next outcome, in a box: a future that is returned bare would itself be awaited. */
  static readonly #next = coroutine(function* (order: CompletionOrder): Generator<Wait, Box, void> {
    while (order.#came.length === 0) {
      const taker = new ResourceFuture<void>(requireLoop(), order, "next()");
      order.#takers.push(taker);
      try {
        yield* taker;
      } catch (error) {
        taker.cancel();
        order.#takers = order.#takers.filter((other) => other !== taker);
        // The taker was woken and cancelled in one go: the outcome goes to the next taker.
        if (order.#came.length > 0 && !taker.cancelled()) order.#wakeNext();
        throw error;
      }
    }
    const future = order.#came.shift();
    if (future === null || future === undefined) throw new TimeoutError();
    return { future };
  });

  static readonly #nextResult = coroutine(function* next(order: CompletionOrder): Generator<Wait, unknown, void> {
    return (yield* CompletionOrder.#next(order)).future.result();
  });

  *[Symbol.iterator](): Generator<Coroutine<unknown>, void, void> {
    while (this.#left > 0) {
      this.#left -= 1;
      yield CompletionOrder.#nextResult(this);
    }
  }

  /** Written by hand: an async generator would await the futures that it yields. */
  [Symbol.asyncIterator](): AsyncIterator<Future<unknown>, void, void> {
    return {
      next: async () => {
        if (this.#left === 0) return { done: true, value: undefined };
        this.#left -= 1;
        const { future } = await CompletionOrder.#next(this);
        return { done: false, value: future };
      },
    };
  }
}
