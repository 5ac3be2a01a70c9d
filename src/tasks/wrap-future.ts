import { anything } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import { describe } from "../core/arguments/describe.ts";
import { isThenable } from "../core/call-body.ts";
import { typeError } from "../core/errors/type-error.ts";
import { requireLoop, taskHere } from "../core/context/current.ts";
import { Reaction } from "../core/driving/done-callback.ts";
import { coreOf, type EventLoop, faceOf } from "../core/event-loop.ts";
import { type Future, isfuture, ResourceFuture } from "../core/future.ts";
import { addWaiter, hasSucceeded } from "../core/future-core.ts";
import type { LoopCore } from "../core/contracts/loop-core.ts";
import { unseenWait } from "../core/native/unseen-wait.ts";
import { ConcurrentFuture } from "./concurrent-future.ts";

/**
 * A future of the loop for a promise that runs already, or for a concurrent future; a future as it is. Cancelling the future does not stop the promise;
 * a concurrent future is cancelled, too.
 *
 * @throws {TypeError} If `promise` is not a promise, or `loop` is not a loop of timeloom.
 * @throws {RuntimeError} If no loop is given and none is running.
 * @see {@link https://docs.python.org/3/library/asyncio-future.html#asyncio.wrap_future | asyncio.wrap_future}
 */
export function wrapFuture<T>(promise: PromiseLike<T>, settings: { readonly loop?: EventLoop } = {}): Future<T> {
  if (isfuture(promise)) return promise as Future<T>;
  if (!isThenable(promise)) {
    throw typeError(
      `a promise was expected, got ${describe(promise)}`,
      "pass a promise, or anything that has a then()",
    );
  }
  requireOptions("wrapFuture()", settings, { loop: anything });
  const loop = settings.loop === undefined ? requireLoop() : coreOf(settings.loop);
  if (promise instanceof ConcurrentFuture) return futureOf<T>(promise, loop);
  const future = new ResourceFuture<T>(loop, promise, "then()");
  addWaiter(future, new Reaction(unseenWait(loop, taskHere())));
  promise.then(
    (value) => (future.done() ? undefined : future.setResult(value)),
    (error: unknown) => (future.done() ? undefined : future.setException(error)),
  );
  return future;
}

/** A future for a concurrent one. To cancel it tells the executor at once: a turn later the call may have begun. */
class ChainedFuture<T> extends ResourceFuture<T> {
  override cancel(message?: string): boolean {
    if (!super.cancel(message)) return false;
    (this.resource as ConcurrentFuture<T>).cancel();
    return true;
  }
}

/** A future of `loop` for `outcome`: whoever is cancelled cancels the other. */
function futureOf<T>(outcome: ConcurrentFuture<T>, loop: LoopCore): Future<T> {
  const future = new ChainedFuture<T>(loop, outcome, "result()");
  outcome.addDoneCallback(() => {
    if (future.done() || loop.isClosed()) return;
    if (outcome.cancelled()) return void future.cancel();
    let value: T;
    try {
      value = outcome[Symbol.iterator]().next().value as T; // it is done: nothing is waited for
    } catch (error) {
      return future.setException(error);
    }
    future.setResult(value);
  });
  return future;
}

/** Let `outcome` have the outcome of `future`, and cancel `future` with it. */
export function chainFuture<T>(future: Future<T>, outcome: ConcurrentFuture<T>): void {
  outcome.addDoneCallback(() => {
    if (outcome.cancelled() && !future.done()) faceOf(future.loop).callSoonThreadsafe(() => future.cancel());
  });
  future.addDoneCallback(() => {
    if (future.cancelled()) return void outcome.cancel(messageOf(future));
    if (!outcome.setRunningOrNotifyCancel()) return;
    if (hasSucceeded(future)) outcome.setResult(future.result());
    else outcome.setException(future.exception());
  });
}

/** The message with which `future`, which may be a task, was cancelled. */
function messageOf(future: Future<unknown>): string | undefined {
  try {
    future.result();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
