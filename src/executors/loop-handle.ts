import { describe } from "../core/arguments/describe.ts";
import { requireLoop } from "../core/context/current.ts";
import type { LoopCore } from "../core/contracts/loop-core.ts";
import { typeError } from "../core/errors/type-error.ts";
import { faceOf } from "../core/event-loop.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { ResultOf } from "../tasks/awaitable-arg.ts";
import type { ConcurrentFuture } from "../tasks/concurrent-future.ts";
import { type Border, requireCloneable } from "./travel/require-cloneable.ts";
import { runCoroutineThreadsafe } from "../tasks/run-coroutine-threadsafe.ts";

/**
 * What a call in a thread can ask of the loop that has made the call: the thread has no access to the loop itself. Made by
 * `loopHandle()` and passed as an argument; it works until the call that it was passed to has ended.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-dev.html#concurrency-and-multithreading | concurrency and multithreading}
 */
export abstract class LoopHandle<M extends LoopMethods> {
  /**
   * Run a method as a task of the loop. The call can be awaited, with a timeout, and cancelled, from the thread.
   *
   * @param args - Copies are sent.
   * @throws {TypeError} If there is no such method, or an argument cannot be sent.
   * @throws {RuntimeError} If the call that the handle was passed to has ended.
   * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.run_coroutine_threadsafe | asyncio.run_coroutine_threadsafe}
   */
  abstract runCoroutineThreadsafe<K extends keyof M & string>(
    name: K,
    ...args: Parameters<M[K]>
  ): ConcurrentFuture<ResultOf<M[K]>>;

  /**
   * Call a method as a callback of the loop. Calls come in the order in which they were made, and before the outcome of the thread's
   * own call.
   *
   * @param args - Copies are sent.
   * @throws {TypeError} If there is no such method, or an argument cannot be sent.
   * @throws {RuntimeError} If the call that the handle was passed to has ended.
   * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.call_soon_threadsafe | loop.call_soon_threadsafe}
   */
  abstract callSoonThreadsafe<K extends keyof M & string>(name: K, ...args: Parameters<M[K]>): void;
}

/** The methods that a thread may call: coroutine functions, or plain functions for `callSoonThreadsafe()`. */
export type LoopMethods = Readonly<Record<string, (...args: never[]) => unknown>>;

/**
 * A handle of the running loop, to pass to a call in a thread, which can call `methods` by it.
 *
 * @throws {TypeError} If `methods` is no object of functions.
 * @throws {RuntimeError} If no loop is running.
 *
 * @example
 * ```ts
 * const measure = exported(import.meta.url, async function measure(loop: LoopHandle<{ report(n: number): Promise<string> }>) {
 *   return await loop.runCoroutineThreadsafe("report", 7).result(5);
 * });
 * await run(async () => {
 *   const handle = loopHandle({ report: async (n: number) => `${n} of them` });
 *   assert.equal(await toThread(measure, handle), "7 of them");
 * }, { loopFactory: virtualLoop({ world: simulatedWorld() }) });
 * ```
 */
export function loopHandle<M extends LoopMethods>(methods: M): LoopHandle<M> {
  if (typeof methods !== "object" || methods === null) {
    throw typeError(`methods must be an object, got ${describe(methods)}`, usage);
  }
  for (const [name, method] of Object.entries(methods)) {
    if (typeof method !== "function") throw typeError(`${name} must be a function, got ${describe(method)}`, usage);
  }
  return new OwnLoop<M>(requireLoop(), methods);
}

const usage = "loopHandle({ report: async (n) => { … } })";

/** @throws {TypeError} If an argument cannot be sent to the loop. */
export function copiesOf<A extends readonly unknown[]>(args: A, border: Border = toLoop): A {
  for (const [index, arg] of args.entries()) requireCloneable(arg, `argument ${index + 1}`, border);
  return structuredClone(args);
}

const toLoop: Border = { to: "to the loop", sharesMemory: true };

/** A handle in the thread of its loop. A call that is made here, in a simulated world, uses it as it is. */
export class OwnLoop<M extends LoopMethods> extends LoopHandle<M> {
  readonly #loop: LoopCore;
  readonly #methods: M;

  constructor(loop: LoopCore, methods: M) {
    super();
    this.#loop = loop;
    this.#methods = methods;
  }

  override runCoroutineThreadsafe<K extends keyof M & string>(
    name: K,
    ...args: Parameters<M[K]>
  ): ConcurrentFuture<ResultOf<M[K]>> {
    const method = this.method(name);
    const copies = copiesOf(args);
    const body = (() => method(...copies)) as unknown as Spawnable<ResultOf<M[K]>>;
    return runCoroutineThreadsafe(body, faceOf(this.#loop));
  }

  override callSoonThreadsafe<K extends keyof M & string>(name: K, ...args: Parameters<M[K]>): void {
    const method = this.method(name);
    const copies = copiesOf(args);
    faceOf(this.#loop).callSoonThreadsafe(() => method(...copies));
  }

  /** @throws {TypeError} If there is no such method. */
  method(name: string): (...args: never[]) => unknown {
    const method = Object.hasOwn(this.#methods, name) ? this.#methods[name] : undefined;
    if (method !== undefined) return method;
    throw typeError(
      `The loop handle has no method ${describe(name)}`,
      `its methods are ${Object.keys(this.#methods).join(", ")}`,
    );
  }
}
