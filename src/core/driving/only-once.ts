import type { Wait } from "../contracts/loop-core.ts";
import { RuntimeError } from "../errors/runtime-error.ts";

/**
 * `generator`, which somebody begins to step.
 *
 * @throws {RuntimeError} If somebody has begun before: it would be stepped in two tasks at once.
 */
export function onlyOnce<T>(generator: Generator<Wait, T, void>): Generator<Wait, T, void> {
  if (begun.has(generator)) throw alreadyAwaited();
  begun.add(generator);
  return generator;
}

/** The error for a coroutine that is begun a second time. */
export function alreadyAwaited(): RuntimeError {
  return new RuntimeError("cannot reuse already awaited coroutine", "call the coroutine function again for a new one");
}

const begun = new WeakSet<object>();
