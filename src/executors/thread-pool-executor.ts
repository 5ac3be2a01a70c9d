import type { RuntimeError } from "../core/errors/runtime-error.ts";
import { BrokenThreadPool } from "./broken-executor.ts";
import { Executor, type ExecutorSettings } from "./executor.ts";

/**
 * Runs calls in threads of this process, each with a heap of its own.
 *
 * On Node it needs the package `workerpool`, which is loaded with the first call.
 *
 * @see {@link https://docs.python.org/3/library/concurrent.futures.html#threadpoolexecutor | ThreadPoolExecutor}
 */
export class ThreadPoolExecutor extends Executor {
  /** @throws {ValueError} If a setting is unknown, or `maxWorkers` is not a whole number above 0. */
  constructor(settings?: ExecutorSettings) {
    super("thread", settings);
  }

  protected override brokenError(text: string, reason: string): RuntimeError {
    return new BrokenThreadPool(text, `${reason}; make a new executor`);
  }
}
