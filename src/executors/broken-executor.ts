import { RuntimeError } from "../core/errors/runtime-error.ts";

/**
 * The workers of an executor are gone: it can take no more calls, and those that it had have failed.
 *
 * @see {@link https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.BrokenExecutor | BrokenExecutor}
 */
export class BrokenExecutor extends RuntimeError {
  override readonly name: string = "BrokenExecutor";
}

/** A thread of a `ThreadPoolExecutor` has ended by itself: it called `process.exit()`, ran out of memory, or could not start. */
export class BrokenThreadPool extends BrokenExecutor {
  override readonly name: string = "BrokenThreadPool";
}

/** A process of a `ProcessPoolExecutor` has ended by itself: it exited, was killed, ran out of memory, or could not start. */
export class BrokenProcessPool extends BrokenExecutor {
  override readonly name: string = "BrokenProcessPool";
}
