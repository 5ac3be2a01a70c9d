import { coreOf, type EventLoop } from "../core/event-loop.ts";
import { isSpawnable, type Spawnable } from "../core/spawnable.ts";
import { describe } from "../core/arguments/describe.ts";
import { typeError } from "../core/errors/type-error.ts";
import { ConcurrentFuture } from "./concurrent-future.ts";
import { chainFuture } from "./wrap-future.ts";

/**
 * Run `body` as a task of `loop`, from outside of it: another loop, or a callback of the host. A worker does the same by a
 * `loopHandle()`.
 *
 * @returns the outcome: anybody can await it, and cancel the task by it
 * @throws {TypeError} If no task can be made of `body`.
 * @throws {RuntimeError} If the loop is closed.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.run_coroutine_threadsafe | asyncio.run_coroutine_threadsafe}
 *
 * @example
 * ```ts
 * await run(async () => {
 *   const loop = getRunningLoop();
 *   const future = runCoroutineThreadsafe(() => sleep(1, "done"), loop);
 *   assert.equal(await future.result(5), "done");
 * }, { loopFactory: virtualLoop() });
 * ```
 */
export function runCoroutineThreadsafe<T>(body: Spawnable<T>, loop: EventLoop): ConcurrentFuture<T> {
  if (!isSpawnable(body)) {
    throw typeError(`A coroutine object is required, got ${describe(body)}`, "pass a coroutine or a function");
  }
  const outcome = new ConcurrentFuture<T>();
  coreOf(loop);
  loop.callSoonThreadsafe(() => {
    try {
      chainFuture(loop.createTask(body), outcome);
    } catch (error) {
      if (outcome.setRunningOrNotifyCancel()) outcome.setException(error);
      throw error; // to the exception handler as well
    }
  });
  return outcome;
}
