import { getRunningLoop, taskHere } from "../core/context/current.ts";
import { Reaction } from "../core/driving/done-callback.ts";
import type { EventLoop } from "../core/event-loop.ts";
import { type Future, ResourceFuture } from "../core/future.ts";

/**
 * A future of the loop for a promise that runs already. Cancelling the future does not stop the promise.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-future.html#asyncio.wrap_future | asyncio.wrap_future}
 */
export function wrapFuture<T>(promise: PromiseLike<T>, settings: { readonly loop?: EventLoop } = {}): Future<T> {
  const loop = settings.loop ?? getRunningLoop();
  const future = new ResourceFuture<T>(loop, promise, "then()");
  const task = taskHere();
  const activity = task?.loop === loop ? task.native : undefined;
  const count = (change: 1 | -1): void => {
    if (activity === undefined) loop.unknown += change;
    else activity.countPromises(change);
  };
  count(1);
  future.addWaiter(new Reaction(() => count(-1)));
  promise.then(
    (value) => (future.done() ? undefined : future.setResult(value)),
    (error: unknown) => (future.done() ? undefined : future.setException(error)),
  );
  return future;
}
