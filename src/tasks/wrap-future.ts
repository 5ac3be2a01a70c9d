import { describe } from "../core/arguments/describe.ts";
import { isThenable } from "../core/call-body.ts";
import { typeError } from "../core/errors/type-error.ts";
import { addWaiter } from "../core/future-core.ts";
import { requireLoop, taskHere } from "../core/context/current.ts";
import { Reaction } from "../core/driving/done-callback.ts";
import { coreOf, type EventLoop } from "../core/event-loop.ts";
import { type Future, ResourceFuture } from "../core/future.ts";
import { unseenWait } from "../core/native/unseen-wait.ts";

/**
 * A future of the loop for a promise that runs already. Cancelling the future does not stop the promise.
 *
 * @throws {TypeError} If `promise` is not a promise, or `loop` is not a loop of timeloom.
 * @throws {RuntimeError} If no loop is given and none is running.
 * @see {@link https://docs.python.org/3/library/asyncio-future.html#asyncio.wrap_future | asyncio.wrap_future}
 */
export function wrapFuture<T>(promise: PromiseLike<T>, settings: { readonly loop?: EventLoop } = {}): Future<T> {
  if (!isThenable(promise)) {
    throw typeError(
      `a promise was expected, got ${describe(promise)}`,
      "pass a promise, or anything that has a then()",
    );
  }
  const loop = settings.loop === undefined ? requireLoop() : coreOf(settings.loop);
  const future = new ResourceFuture<T>(loop, promise, "then()");
  addWaiter(future, new Reaction(unseenWait(loop, taskHere())));
  promise.then(
    (value) => (future.done() ? undefined : future.setResult(value)),
    (error: unknown) => (future.done() ? undefined : future.setException(error)),
  );
  return future;
}
