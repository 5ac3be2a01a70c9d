import { addWaiter, removeWaiter } from "../core/future-core.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { requireLoop } from "../core/context/current.ts";
import { requireSeconds } from "../core/arguments/require-seconds.ts";
import { Reaction } from "../core/driving/done-callback.ts";
import { isCancellation } from "../core/errors/cancelled-error.ts";
import { TimeoutError } from "../core/errors/timeout-error.ts";
import { type Future, ResourceFuture } from "../core/future.ts";
import { ensureFuture, inPlace, type AwaitableArg } from "./awaitable-arg.ts";
import { timeout as timeoutAfter } from "./timeout.ts";

/**
 * Wait for one awaitable, at most `timeout` seconds; then it is cancelled.
 *
 * If the awaitable is cancelled too late and still returns a value, `waitFor()` returns the value: nothing is lost.
 *
 * @param timeout - Seconds; null waits without limit.
 * @throws {TimeoutError} If the time has passed.
 * @throws {ValueError} If `timeout` is not a number.
 * @throws {CancelledError} If the caller is cancelled. The awaitable is then cancelled, too.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.wait_for | asyncio.wait_for}
 */
export function waitFor<T>(awaitable: AwaitableArg<T>, timeout: number | null): Coroutine<T> {
  return waitForOne(awaitable, timeout) as Coroutine<T>;
}

const waitForOne = coroutine(function* waitFor(
  awaitable: AwaitableArg<unknown>,
  timeout: number | null,
): Generator<Wait, unknown, void> {
  if (timeout !== null) requireSeconds("timeout", timeout);
  if (timeout !== null && timeout <= 0) return yield* resultNow(ensureFuture(awaitable));
  return yield* timeoutAfter(timeout).run(function* () {
    return yield* inPlace(awaitable);
  });
});

/** The result if the future is done. Otherwise cancel it, and wait until the cancellation has taken effect. */
function* resultNow(future: Future<unknown>): Generator<Wait, unknown, void> {
  if (future.done()) return future.result();
  const waiter = new ResourceFuture<void>(requireLoop(), future, "cancel()");
  const release = new Reaction(() => {
    if (!waiter.done()) waiter.setResult();
  });
  addWaiter(future, release);
  try {
    future.cancel();
    yield* waiter;
  } finally {
    removeWaiter(future, release);
  }
  try {
    return future.result();
  } catch (cause) {
    if (isCancellation(cause)) throw new TimeoutError("", { cause });
    throw cause;
  }
}
