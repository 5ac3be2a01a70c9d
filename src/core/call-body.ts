import { onlyOnce } from "./driving/only-once.ts";
import type { Awaitable, Body, Wait } from "./contracts/loop-core.ts";
import { current } from "./context/current.ts";
import { describe } from "./arguments/describe.ts";
import { RuntimeError } from "./errors/runtime-error.ts";
import { typeError } from "./errors/type-error.ts";
import { isGenerator, isGeneratorFunction } from "./driving/step-generator.ts";
import { callNative, NativeCall } from "./native/native-call.ts";

/**
 * Run a body in place: `yield* callBody(body, …)` steps a generator or native code in the calling task, without a turn.
 *
 * @throws {TypeError} If `body` is not a function.
 */
export function callBody<A extends unknown[], T>(
  body: Body<A, T>,
  ...args: A
): { [Symbol.iterator](): Iterator<Wait, T, void> } {
  if (typeof body !== "function") throw notABody(body);
  return { [Symbol.iterator]: () => begin(() => body(...args), isGeneratorFunction(body)) };
}

const AsyncFunction = (async () => {}).constructor;

/** Whether `value` was written `async`. */
export function isAsyncFunction(value: unknown): boolean {
  return value instanceof AsyncFunction;
}

/** Whether `await value` would wait for it. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

function isAwaitable(value: unknown): value is Awaitable<unknown> {
  return isThenable(value) && Symbol.iterator in value;
}

/** Call a body that the stepped task runs, or awaits in place. @returns the iterator that steps the body */
export function begin<T>(call: () => unknown, isGeneratorBody: boolean): Iterator<Wait, T, void> {
  if (isGeneratorBody) return call() as Iterator<Wait, T, void>;
  const { task } = current;
  if (!task) throw new RuntimeError("a coroutine can only be stepped by a task", "await it, or createTask() it");
  const { microtasksDue } = current;
  const result = callNative(task, call);
  const isGeneratorObject = isGenerator(result);
  if (isGeneratorObject || isAwaitable(result)) {
    current.microtasksDue = microtasksDue; // `() => sleep(1)`: nothing native has begun
    if (isGeneratorObject) task.loop.probes.all?.delegated?.(result);
    const iterator = (isGeneratorObject ? onlyOnce(result) : result[Symbol.iterator]()) as Iterator<Wait, T, void>;
    task.loop.places?.copy(result, iterator); // the place of the call: no frame of the user waits
    return iterator;
  }
  if (isThenable(result)) return new NativeCall<T>(task, result as PromiseLike<T>);
  return new Returned(result as T);
}

/** The end of a function that ran at once. */
class Returned<T> implements Iterator<Wait, T, void> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  next(): IteratorResult<Wait, T> {
    return { done: true, value: this.#value };
  }
}

function notABody(value: unknown): TypeError {
  return typeError(
    `a coroutine was expected, got ${describe(value)}`,
    "pass a generator function or an async function: createTask(async () => { … })",
  );
}
