import { onlyOnce } from "./driving/only-once.ts";
import type { Body, Wait } from "./contracts/loop-core.ts";
import { describe } from "./arguments/describe.ts";
import { begin, isThenable } from "./call-body.ts";
import { Coroutine } from "./coroutine.ts";
import { typeError } from "./errors/type-error.ts";
import { isGenerator, isGeneratorFunction } from "./driving/step-generator.ts";

/** What a task can be made of: a coroutine, a generator object, or a function that the task calls. */
export type Spawnable<T> = Coroutine<T> | Generator<Wait, T, void> | Body<[], T>;

/** Begin `work` in the task that is being stepped. @returns the iterator that steps it */
export function open<T>(work: Spawnable<T>): Iterator<Wait, T, void> {
  if (typeof work === "function") return begin<T>(work, isGeneratorFunction(work));
  return work instanceof Coroutine ? work[Symbol.iterator]() : onlyOnce(work);
}

/** Whether `work` may be native code, which runs in the async context of its creator. */
export function mayBeNative(work: Spawnable<unknown>): boolean {
  return work instanceof Coroutine
    ? work.mayBeNative === true
    : typeof work === "function" && !isGeneratorFunction(work);
}

/** Whether a task can be made of `work`. */
export function isSpawnable<T>(work: unknown): work is Spawnable<T> {
  return work instanceof Coroutine || typeof work === "function" || isGenerator(work);
}

/** @throws {TypeError} If `work` cannot be made a task. */
export function requireSpawnable(work: unknown): void {
  if (isSpawnable(work)) return;
  const hint = isThenable(work)
    ? "it runs already: adopt it with ensureFuture(promise), or pass the function: createTask(() => job())"
    : "pass a coroutine or a function: createTask(async () => { … })";
  throw typeError(`a coroutine was expected, got ${describe(work)}`, hint);
}
