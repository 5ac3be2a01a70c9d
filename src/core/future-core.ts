import { quietCancelledError } from "./cancellation.ts";
import type { Entry, FutureCore, FuturePhase } from "./contracts/loop-core.ts";
import { CancelledError } from "./errors/cancelled-error.ts";

export type { FutureCore } from "./contracts/loop-core.ts";

/** End `future`, which is pending, and schedule its waiters. */
export function complete(future: FutureCore, phase: FuturePhase, value: unknown): void {
  future.phase = phase;
  future.settledWith = value;
  const { loop, waiters } = future;
  loop.probes.all?.accessed?.(future, undefined, "write");
  if (waiters === undefined) return;
  future.waiters = undefined;
  if (!Array.isArray(waiters)) loop.enqueue(waiters);
  else if (future.standsForPromise === true && phase !== "cancelled") loop.enqueueReactions(future, waiters);
  else for (const waiter of waiters) loop.enqueue(waiter);
}

/** Schedule `waiter` once `future` is done; at once if it is. */
export function addWaiter(future: FutureCore, waiter: Entry): void {
  look(future);
  if (waiter.task !== waiter) future.loop.probes.all?.made?.(waiter); // a task is told where it is made
  const { waiters } = future;
  if (future.phase !== "pending") future.loop.enqueue(waiter);
  else if (waiters === undefined) future.waiters = waiter;
  else if (Array.isArray(waiters)) waiters.push(waiter);
  else future.waiters = [waiters, waiter];
}

/** The running step looks at the state of `future`, or waits for it. */
export function look(future: FutureCore): void {
  future.loop.probes.all?.accessed?.(future, undefined, "read");
}

/** Who waits for `future`, in order. */
export function waitersOf({ waiters = [] }: FutureCore): readonly Entry[] {
  return Array.isArray(waiters) ? waiters : [waiters];
}

/** Take out all waiters of `future`, in order: nobody is scheduled when the future is done. */
export function takeWaiters(future: FutureCore): readonly Entry[] {
  const taken = waitersOf(future);
  future.waiters = undefined;
  return taken;
}

/** Forget a waiter that is not scheduled yet. */
export function removeWaiter(future: FutureCore, waiter: Entry): void {
  dropWaiters(future, (other) => other === waiter);
}

/** @returns how many were dropped */
export function dropWaiters(future: FutureCore, isDropped: (waiter: Entry) => boolean): number {
  look(future); // also to see that nobody waits any more
  if (future.waiters === undefined) return 0;
  const all = waitersOf(future);
  const kept = all.filter((waiter) => !isDropped(waiter));
  future.waiters = kept.length === 0 ? undefined : kept;
  return all.length - kept.length;
}

/** Somebody has seen the exception of `future`, or need not. */
export function markRetrieved(future: FutureCore): void {
  look(future);
  if (future.phase !== "failed") return;
  future.phase = "retrieved";
  future.loop.forgotten.retrieved(future);
}

/** Whether `future` has a result. */
export function hasSucceeded(future: FutureCore): boolean {
  look(future);
  return future.phase === "finished";
}

/** Whether `future` has ended with an exception. */
export function hasFailed(future: FutureCore): boolean {
  look(future);
  return future.phase === "failed" || future.phase === "retrieved";
}

/** The exception of `future`. The call does not count as retrieving it. */
export function failureOf(future: FutureCore): unknown {
  return hasFailed(future) ? future.settledWith : undefined;
}

/** The message of the cancellation that ended `future`. */
export function cancelMessageOf({ phase, settledWith }: FutureCore): string | undefined {
  return phase === "cancelled" ? (settledWith as string | undefined) : undefined;
}

/** The error that a wait for a cancelled `future` raises. For a task: the error that ended it, handed out once, as in CPython. */
export function cancelledErrorOf(future: FutureCore): CancelledError {
  const message = cancelMessageOf(future);
  const { cancellation } = future;
  if (cancellation === undefined) return new CancelledError(message);
  return (
    cancellation.takeEnding() ?? quietCancelledError(future.phase === "cancelled" ? message : cancellation.message)
  );
}
