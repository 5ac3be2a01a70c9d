import { alreadyAwaited } from "./driving/only-once.ts";
import { nameOf } from "./arguments/describe.ts";
import { begin, isAsyncFunction } from "./call-body.ts";
import { showAsText } from "./show-as-text.ts";
import { standIn } from "./driving/stand-in.ts";
import { current, loopHere, requireLoop, taskHere } from "./context/current.ts";
import type { Awaitable, Body, TaskCore, Wait } from "./contracts/loop-core.ts";
import { isGenerator, isGeneratorFunction } from "./driving/step-generator.ts";
import { awaitInTask, type Settling } from "./native/await-in-task.ts";

/**
 * Work that has not begun. It starts once: when it is awaited, or made a task.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#coroutines | asyncio coroutines}
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- each subclass defines these members
export abstract class Coroutine<T> implements Awaitable<T> {
  static {
    showAsText(this.prototype);
  }

  /** @internal */
  constructor() {
    const loop = current.loop ?? loopHere(); // native code also goes on between turns
    if (loop === undefined) return;
    loop.forgotten.addCoroutine(this);
    loop.places?.note(this);
  }

  /** The name of the function that made it. */
  abstract get name(): string;

  /** Give up. A coroutine that has not begun never will; a coroutine that waits runs its `finally` blocks. */
  abstract close(): void;

  [Symbol.iterator](): Iterator<Wait, T, void> {
    return this.open();
  }

  // oxlint-disable-next-line unicorn/no-thenable -- being awaitable is what it is for
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return promiseOf(this).then(onFulfilled, onRejected);
  }

  /** Await it, as `then(undefined, onRejected)` does. */
  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onRejected);
  }

  /** Await it, as a promise's `finally()` does. */
  finally(onFinally?: (() => void) | null): Promise<T> {
    return Promise.prototype.finally.call(this, onFinally) as Promise<T>;
  }

  toString(): string {
    return `<coroutine object ${this.name}>`;
  }
}

/** Internal members. @internal */
export interface Coroutine<T> {
  /** Whether it was neither awaited nor closed. */
  readonly neverAwaited: boolean;
  /** Whether it may be native code, which runs in an async context. */
  readonly mayBeNative?: boolean;
  /** Begin, in the task that is being stepped. */
  open(): Iterator<Wait, T, void>;
  /** Await it in native code of `task`, where that needs no driver. */
  awaitNatively?(task: TaskCore): Settling<T> | undefined;
}

// No private methods in a class with millions of instances: they mark each instance, at 15 ns apiece (Node 20 and 24).
function promiseOf<T>(awaited: Coroutine<T>): Settling<T> {
  try {
    const task = current.task === undefined ? taskHere() : undefined;
    if (task === undefined) return adopted(awaited);
    return awaited.awaitNatively?.(task) ?? awaitInTask(task, awaited.open(), awaited);
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Code outside of any task awaits `awaited`, in a callback of the host, say: the loop in whose async context it runs makes a task of it. */
function adopted<T>(awaited: Coroutine<T>): Settling<T> {
  const { face, tasks } = requireLoop();
  return (face as TaskMaker).createTask(awaited, { name: `Task-${tasks.nextNumber()} (${awaited.name})` });
}

/** A loop, as a coroutine sees it. */
interface TaskMaker {
  createTask<T>(work: Coroutine<T>, settings: { readonly name: string }): Settling<T>;
}

/** A coroutine of a generator, or of a function that is called when it begins. */
class FunctionCoroutine<T> extends Coroutine<T> {
  /** The work; undefined once begun or closed. */
  #work: Generator<Wait, T, void> | (() => unknown) | undefined;
  /** The running work, for close(). */
  #running: Iterator<Wait, T, void> | undefined = undefined;
  /** The function that made the work. */
  readonly origin: { readonly name: string };

  constructor(work: Generator<Wait, T, void> | (() => unknown), origin: { readonly name: string }) {
    super();
    this.#work = work;
    this.origin = origin;
  }

  override get name(): string {
    return nameOf(this.origin) ?? "coroutine";
  }

  override get neverAwaited(): boolean {
    return this.#work !== undefined;
  }

  override get mayBeNative(): boolean {
    return typeof this.#work === "function";
  }

  override open(): Iterator<Wait, T, void> {
    const work = this.#work;
    if (work === undefined) throw alreadyAwaited();
    this.#work = undefined;
    this.#running = typeof work === "function" ? begin<T>(work, false) : work;
    return this.#running;
  }

  override awaitNatively(task: TaskCore): Settling<T> | undefined {
    if (typeof this.#work !== "function") return undefined;
    // Native code inside native code needs no driver: it runs in the caller's async context.
    const result = this.#work();
    this.#work = undefined;
    if (!isGenerator(result)) return Promise.resolve(result as PromiseLike<T> | T);
    this.#running = result as Generator<Wait, T, void>;
    task.loop.probes.all?.delegated?.(result);
    return awaitInTask(task, this.#running, this);
  }

  override close(): void {
    this.#work = undefined;
    this.#running?.return?.();
  }
}

/**
 * Make a coroutine function from a generator function or an async function, with its name. A call runs nothing yet.
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
export function coroutine<A extends unknown[], T>(body: Body<A, T>): (...args: A) => Coroutine<T> {
  const make = isGeneratorFunction(body)
    ? (...args: A): Coroutine<T> => new FunctionCoroutine<T>(body(...args) as Generator<Wait, T, void>, body)
    : (...args: A): Coroutine<T> => new FunctionCoroutine<T>(() => body(...args), body);
  Object.defineProperty(make, "name", { value: nameOf(body) ?? "", configurable: true });
  coroutineFunctions.add(make);
  return standIn(make, body);
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
