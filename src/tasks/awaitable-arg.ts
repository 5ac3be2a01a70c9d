import { onlyOnce } from "../core/driving/only-once.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { describe } from "../core/arguments/describe.ts";
import { anything } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import { callBody, isThenable } from "../core/call-body.ts";
import { Coroutine } from "../core/coroutine.ts";
import { getEventLoop } from "../loop/event-loop-policy.ts";
import { typeError } from "../core/errors/type-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import type { EventLoop } from "../core/event-loop.ts";
import { type Future, isfuture } from "../core/future.ts";
import { isGenerator } from "../core/driving/step-generator.ts";
import type { Spawnable } from "../core/spawnable.ts";
import { wrapFuture } from "./wrap-future.ts";

/** What can be waited for: a future or task, a coroutine, a function that a task can run, or a promise that runs already. */
export type AwaitableArg<T> = Future<T> | Spawnable<T> | PromiseLike<T>;

/** The result of waiting for `A`. */
export type ResultOf<A> = A extends (...args: never[]) => infer R
  ? ResultOf<R>
  : A extends Generator<Wait, infer T, void>
    ? T
    : A extends PromiseLike<infer T>
      ? T
      : never;

/**
 * `awaitable` as a future: a future as it is, a coroutine or function as a new task, a promise wrapped.
 *
 * @throws {TypeError} If it is none of these.
 * @throws {RuntimeError} If no loop is given, none is running, and none was set.
 * @throws {ValueError} If it is a future of another loop than `loop`.
 * @see {@link https://docs.python.org/3/library/asyncio-future.html#asyncio.ensure_future | asyncio.ensure_future}
 */
export function ensureFuture<T>(awaitable: AwaitableArg<T>, settings: { readonly loop?: EventLoop } = none): Future<T> {
  if (settings !== none) requireOptions("ensureFuture()", settings, { loop: anything });
  if (isfuture(awaitable)) {
    if (settings.loop === undefined || settings.loop === awaitable.getLoop()) return awaitable;
    throw new ValueError(
      "The future belongs to a different loop than the one specified as the loop argument",
      "await a future in the loop that made it",
    );
  }
  const loop = settings.loop ?? getEventLoop();
  if (awaitable instanceof Coroutine || typeof awaitable === "function" || isGenerator(awaitable)) {
    return loop.createTask(awaitable);
  }
  if (isThenable(awaitable)) return wrapFuture(awaitable, { loop });
  throw typeError(
    `An asyncio.Future, a coroutine or an awaitable is required, got ${describe(awaitable)}`,
    "pass a coroutine, a function, a future or a promise",
  );
}

const none: { readonly loop?: EventLoop } = {};

/**
 * Each of `awaitables` as a future, in order. The same object twice is one future, as it can run only once; but a function
 * is called once per appearance.
 */
export function ensureFutures(
  awaitables: Iterable<AwaitableArg<unknown>>,
  running: EventLoop | undefined,
): Future<unknown>[] {
  let loop = running;
  const known = new Map<AwaitableArg<unknown>, Future<unknown>>();
  return Array.from(awaitables, (awaitable) => {
    const future = known.get(awaitable) ?? ensureFuture(awaitable, loop === undefined ? none : { loop });
    loop ??= future.getLoop();
    if (typeof awaitable !== "function") known.set(awaitable, future);
    return future;
  });
}

/** Wait for `awaitable` in place: `yield* inPlace(x)` runs a coroutine in the calling task, as `await` does. */
export function inPlace<T>(awaitable: AwaitableArg<T>): { [Symbol.iterator](): Iterator<Wait, T, void> } {
  if (typeof awaitable === "function") return callBody<[], T>(awaitable);
  if (isfuture(awaitable) || awaitable instanceof Coroutine) return awaitable;
  if (isGenerator(awaitable)) return { [Symbol.iterator]: () => onlyOnce(awaitable) };
  // A promise cannot be interrupted, but the wait for it can.
  return ensureFuture(awaitable);
}
