import type { RuntimeError } from "../core/errors/runtime-error.ts";
import { BrokenProcessPool } from "./broken-executor.ts";
import { Executor, type ExecutorSettings } from "./executor.ts";

/**
 * Runs calls in processes. What a thread cannot survive, a crash of native code, ends a worker and not this process.
 *
 * On Node it needs the package `workerpool`, which is loaded with the first call.
 *
 * @see {@link https://docs.python.org/3/library/concurrent.futures.html#processpoolexecutor | ProcessPoolExecutor}
 */
export class ProcessPoolExecutor extends Executor {
  /** @throws {ValueError} If a setting is unknown, or `maxWorkers` is not a whole number above 0. */
  constructor(settings?: ExecutorSettings) {
    super("process", settings);
  }

  protected override brokenError(text: string, reason: string): RuntimeError {
    return new BrokenProcessPool(text, `${reason}; make a new executor`);
  }
}
