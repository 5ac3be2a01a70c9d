import { isPrintableError } from "../core/errors/is-printable-error.ts";
import { addWaiter, dropWaiters, hasSucceeded, removeWaiter } from "../core/future-core.ts";
import { Reaction } from "../core/driving/done-callback.ts";
import { type Future, ResourceFuture } from "../core/future.ts";
import { ensureFuture, type AwaitableArg } from "./awaitable-arg.ts";

/**
 * Wait for an awaitable without passing a cancellation on to it: only the waiting is cancelled.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.shield | asyncio.shield}
 */
export function shield<T>(awaitable: AwaitableArg<T>): Future<T> {
  const inner = ensureFuture(awaitable);
  if (inner.done()) return inner;
  const outer = new ResourceFuture<T>(inner.loop, inner, "shield()");
  const copyOutcome = new Reaction(() => {
    if (outer.cancelled()) return;
    if (inner.cancelled()) {
      outer.cancel();
      return;
    }
    if (hasSucceeded(inner)) outer.setResult(inner.result());
    else outer.setException(inner.exception());
  });
  const outerDone = new Reaction(() => {
    if (inner.done()) return;
    removeWaiter(inner, copyOutcome);
    dropWaiters(inner, (waiter) => waiter instanceof Report); // an earlier shield was cancelled, too
    addWaiter(inner, new Report(() => reportFailure(inner)));
  });
  addWaiter(inner, copyOutcome);
  addWaiter(outer, outerDone);
  return outer;
}

/** Reports the error of what is shielded, once nobody waits for it. */
class Report extends Reaction {}

function reportFailure(inner: Future<unknown>): void {
  if (inner.cancelled() || hasSucceeded(inner)) return;
  const exception = inner.exception();
  const name = isPrintableError(exception) ? exception.name : typeof exception;
  inner.loop.report({ message: `${name} exception in shielded future`, exception, future: inner });
}
