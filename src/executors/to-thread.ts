import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { type Exported, originOf } from "./exported.ts";
import { runInExecutor } from "./run-in-executor.ts";

/**
 * Call `work` in another thread, so that it does not hold the loop up. The call begins when the result is awaited.
 *
 * Context variables travel, by their names. A cancelled wait cancels a call that no thread has begun; a call that runs goes on.
 *
 * @param work - Made by `exported()`: a worker imports the function.
 * @param args - Copies are sent: data that `structuredClone()` can copy, without class instances.
 * @throws {TypeError} If `work` is no exported function, or an argument cannot be sent.
 * @throws {RuntimeError} If the default executor was shut down.
 * @throws {BrokenThreadPool} If the thread ends before the call.
 * @throws what `work` throws: built-in errors and those of timeloom keep their class, others their name, all of them their fields
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread | asyncio.to_thread}
 *
 * @example
 * ```ts
 * const square = exported(import.meta.url, function square(n: number) {
 *   return n * n;
 * });
 * const world = simulatedWorld({ workers: { duration: 2 } });
 * await run(async () => {
 *   assert.equal(await toThread(square, 4), 16);
 *   assert.equal(getRunningLoop().time(), 2);
 * }, { loopFactory: virtualLoop({ world }) });
 * ```
 */
export function toThread<A extends unknown[], R>(work: Exported<(...args: A) => R>, ...args: A): Coroutine<Awaited<R>> {
  originOf(work);
  return inThread(work as Exported<(...all: unknown[]) => unknown>, args) as Coroutine<Awaited<R>>;
}

const inThread = coroutine(function* toThread(
  work: Exported<(...args: unknown[]) => unknown>,
  args: unknown[],
): Generator<Wait, unknown, void> {
  return yield* runInExecutor(null, work, ...args);
});
