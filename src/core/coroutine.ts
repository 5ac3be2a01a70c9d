import type { Awaitable, Wait } from "./awaitable.ts";
import { begin, isAsyncFunction, isGenerator, isGeneratorFunction, isThenable, notABody } from "./body.ts";
import { current, getRunningLoop, taskHere } from "./current.ts";
import { RuntimeError } from "./errors.ts";
import { awaitInTask } from "./native-await.ts";

/**
 * Work that has been described but not begun: it starts when it is awaited or made a task, once.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#coroutines | asyncio coroutines}
 */
export class Coroutine<T> implements Awaitable<T> {
  /** What is to run; undefined once begun. */
  #work: Iterator<Wait, T, void> | (() => unknown) | undefined;
  /** The generator that runs, to close it. */
  #running: Iterator<Wait, T, void> | undefined = undefined;
  readonly #origin: { readonly name: string } | undefined;

  /** Made by functions that `coroutine()` returns. Without `work` it is its own iterator. @internal */
  constructor(work?: Iterator<Wait, T, void> | (() => unknown), origin?: { readonly name: string }) {
    this.#work = work ?? (this as unknown as Iterator<Wait, T, void>);
    this.#origin = origin;
    current.loop?.forgotten.addCoroutine(this);
  }

  /** The name of the function that made it. */
  get name(): string {
    return this.#origin?.name || "coroutine";
  }

  /** Whether it was neither awaited nor closed. @internal */
  get neverAwaited(): boolean {
    return this.#work !== undefined;
  }

  /** A coroutine runs once. */
  #take(): Iterator<Wait, T, void> | (() => unknown) {
    const work = this.#work;
    if (work === undefined) {
      throw new RuntimeError(
        "cannot reuse already awaited coroutine",
        "call the coroutine function again for a new one",
      );
    }
    this.#work = undefined;
    return work;
  }

  [Symbol.iterator](): Iterator<Wait, T, void> {
    const work = this.#take();
    this.#running = typeof work === "function" ? begin<T>(work, false) : work;
    return this.#running;
  }

  // eslint-disable-next-line unicorn/no-thenable -- being awaitable is what it is for
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#promise().then(onFulfilled, onRejected);
  }

  #promise(): Promise<T> {
    try {
      const task = current.task === undefined ? taskHere() : undefined;
      if (task === undefined) throw notInATask(this);
      const work = this.#take();
      if (typeof work === "function") {
        // Native code inside native code needs no driver: it runs in the caller's async context.
        const result = work();
        if (isThenable(result)) return Promise.resolve(result as PromiseLike<T>);
        if (!isGenerator(result)) throw notABody(result);
        this.#running = result as Generator<Wait, T, void>;
      } else {
        this.#running = work;
      }
      return awaitInTask(task, this.#running);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Give up: a coroutine that has not begun never will, one that waits runs its `finally` blocks. */
  close(): void {
    this.#work = undefined;
    this.#running?.return?.();
  }

  toString(): string {
    return `<coroutine object ${this.name}>`;
  }
}

function notInATask(awaited: Coroutine<unknown>): RuntimeError {
  getRunningLoop(); // without a loop, that is what is wrong
  return new RuntimeError(
    `${awaited.name} was awaited outside of a task`,
    "await it in an async function that run() or createTask() runs; in a generator write `yield*`",
  );
}

/**
 * Make a coroutine function of a generator function or an async function: calling it runs nothing yet.
 *
 * Generator coroutines are stepped synchronously and cost no microtasks; awaiting either kind works from both.
 *
 * @example
 * ```ts
 * const add = coroutine(function* (a: number, b: number) {
 *   yield* sleep(1);
 *   return a + b;
 * });
 * assert.equal(await run(add(1, 2), { loopFactory: virtualLoop() }), 3);
 * ```
 */
export function coroutine<A extends unknown[], T>(
  body: (...args: A) => Generator<Wait, T, void> | PromiseLike<T>,
): (...args: A) => Coroutine<T> {
  const make = isGeneratorFunction(body)
    ? (...args: A): Coroutine<T> => new Coroutine<T>(body(...args) as Generator<Wait, T, void>, body)
    : (...args: A): Coroutine<T> => new Coroutine<T>(() => body(...args), body);
  coroutineFunctions.add(make);
  return make;
}

const coroutineFunctions = new WeakSet<object>();

/** @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.iscoroutine | asyncio.iscoroutine} */
export function iscoroutine(value: unknown): value is Coroutine<unknown> {
  return value instanceof Coroutine;
}

/** Whether calling `value` gives a coroutine: made by `coroutine()`, or an async function. */
export function iscoroutinefunction(value: unknown): boolean {
  return typeof value === "function" && (coroutineFunctions.has(value) || isAsyncFunction(value));
}
