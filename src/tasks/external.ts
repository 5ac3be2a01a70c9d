import type { Future } from "../core/future.ts";
import { engineHere } from "../loop/engine.ts";
import { wrapFuture } from "./wrap-future.ts";

/**
 * Wait for a promise of the outside world that the loop cannot see by itself: virtual time stands still until it settles.
 *
 * Needed for `Atomics.waitAsync`, `WebAssembly.compile`, timers that were unref()ed and messages from older workers.
 *
 * @returns a future of the promise's outcome
 * @throws {RuntimeError} If no loop is running.
 *
 * @example
 * ```ts
 * await run(async () => {
 *   const { buffer } = new Int32Array(new SharedArrayBuffer(4));
 *   const { value } = Atomics.waitAsync(new Int32Array(buffer), 0, 0, 5);
 *   assert.equal(await external(Promise.resolve(value)), "timed-out");
 *   assert.equal(getRunningLoop().time(), 0);
 * }, { loopFactory: virtualLoop() });
 * ```
 */
export function external<T>(promise: PromiseLike<T>): Future<T> {
  const hold = engineHere()?.parts.clock.hold();
  const future = wrapFuture(promise);
  promise.then(
    () => hold?.release(),
    () => hold?.release(),
  );
  return future;
}
