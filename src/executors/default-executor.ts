import { describe } from "../core/arguments/describe.ts";
import { requireSeconds } from "../core/arguments/require-seconds.ts";
import { requireLoop } from "../core/context/current.ts";
import type { LoopCore, Wait } from "../core/contracts/loop-core.ts";
import { ServiceKey } from "../core/contracts/service-key.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { TimeoutError } from "../core/errors/timeout-error.ts";
import { typeError } from "../core/errors/type-error.ts";
import type { ThreadPoolExecutor as Threads } from "./thread-pool-executor.ts";
import { ThreadPoolExecutor } from "./thread-pool-executor.ts";

/** The default executor of a loop. */
export const defaultExecutor: ServiceKey<DefaultExecutor, LoopCore> = new ServiceKey(
  "default executor",
  (loop) => new DefaultExecutor(loop),
);

/** Makes the default executor of a loop on first use, and ends it with the run. */
class DefaultExecutor {
  #executor: Threads | undefined = undefined;
  #isShutDown = false;

  constructor(loop: LoopCore) {
    (loop.endings ??= []).push(() => this.shutdown(joinTimeout));
  }

  /** The executor; a broken one is replaced. @throws {RuntimeError} If it was shut down. */
  take(): Threads {
    if (this.#isShutDown) {
      throw new RuntimeError("Executor shutdown has been called", "call it before shutdownDefaultExecutor()");
    }
    if (this.#executor?.broken() !== false) this.#executor = new ThreadPoolExecutor();
    return this.#executor;
  }

  replace(executor: Threads): void {
    this.#executor = executor;
  }

  *shutdown(timeout: number | null): Generator<Wait, void, void> {
    this.#isShutDown = true;
    const executor = this.#executor;
    if (executor === undefined) return;
    try {
      yield* executor.shutdown().result(timeout);
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      console.warn(
        `The executor did not finishing joining its threads within ${timeout} seconds.\n  hint: a call that never ends keeps its thread: executor.terminate() ends it`,
      );
    }
  }
}

/** Seconds for which `run()` waits, at its end, for calls that still run: asyncio's THREAD_JOIN_TIMEOUT. */
const joinTimeout = 300;

/**
 * Let `executor` run the calls of `toThread()` and `runInExecutor(null, …)` in the running loop.
 *
 * @throws {TypeError} If it is no ThreadPoolExecutor.
 * @throws {RuntimeError} If no loop is running.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.set_default_executor | loop.set_default_executor}
 */
export function setDefaultExecutor(executor: Threads): void {
  if (!(executor instanceof ThreadPoolExecutor)) {
    throw typeError(
      `executor must be ThreadPoolExecutor instance, got ${describe(executor)}`,
      "setDefaultExecutor(new ThreadPoolExecutor({ maxWorkers: 4 }))",
    );
  }
  requireLoop().service(defaultExecutor).replace(executor);
}

/**
 * Take no more calls in the default executor of the running loop, and wait until its workers have ended. `run()` does so at its end.
 *
 * @param timeout - Seconds to wait; then a warning goes to stderr, and the workers end with their calls. Default: no limit.
 * @throws {ValueError} If `timeout` is not a number.
 * @throws {RuntimeError} If no loop is running.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.shutdown_default_executor | loop.shutdown_default_executor}
 */
export function shutdownDefaultExecutor(timeout: number | null = null): Coroutine<void> {
  if (timeout !== null) requireSeconds("timeout", timeout);
  return shutDown(timeout);
}

const shutDown = coroutine(function* shutdownDefaultExecutor(timeout: number | null): Generator<Wait, void, void> {
  yield* requireLoop().service(defaultExecutor).shutdown(timeout);
});
