import { describe } from "../core/arguments/describe.ts";
import { requireLoop } from "../core/context/current.ts";
import { typeError } from "../core/errors/type-error.ts";
import type { Future } from "../core/future.ts";
import { wrapFuture } from "../tasks/wrap-future.ts";
import { defaultExecutor } from "./default-executor.ts";
import { Executor } from "./executor.ts";
import type { Exported } from "./exported.ts";

/**
 * Call `work` in a worker of `executor`, or of the default executor of the running loop: a pool of threads that is made with the first
 * call.
 *
 * To cancel the future cancels a call that has not begun. A call that runs goes on, and its outcome is dropped.
 *
 * @param executor - null for the default one.
 * @param work - Made by `exported()`.
 * @param args - Copies are sent.
 * @throws {TypeError} If `work` is no exported function, or an argument cannot be sent.
 * @throws {RuntimeError} If no loop is running, or the executor was shut down.
 * @throws {BrokenExecutor} If a worker of `executor` has ended by itself.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_in_executor | loop.run_in_executor}
 */
export function runInExecutor<A extends unknown[], R>(
  executor: Executor | null,
  work: Exported<(...args: A) => R>,
  ...args: A
): Future<Awaited<R>> {
  if (executor !== null && !(executor instanceof Executor)) {
    throw typeError(`executor must be an executor or null, got ${describe(executor)}`, "runInExecutor(null, work)");
  }
  const chosen = executor ?? requireLoop().service(defaultExecutor).take();
  return wrapFuture(chosen.submit(work, ...args));
}
