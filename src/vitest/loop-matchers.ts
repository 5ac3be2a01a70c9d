/** The matchers that `timeloom/vitest` adds to `expect()`. */
export interface LoopMatchers {
  /**
   * It completes at loop time `seconds`. Takes a task, a future, a promise, or a function, which the matcher runs.
   */
  toCompleteAt(seconds: number): Promise<void>;
  /** It completes, `seconds` of loop time from now. Outside of a loop, it must be a function, which runs on a virtual loop. */
  toTakeSeconds(seconds: number): Promise<void>;
  /** The task or future was cancelled, and has ended. */
  toBeCancelled(): void;
  /** The task or future has not ended. */
  toBePending(): void;
  /**
   * The function, run on a virtual loop of its own, ends in a deadlock.
   *
   * @param tasks - Names of tasks that must be among those that wait.
   */
  toDeadlock(tasks?: readonly string[]): Promise<void>;
}

declare global {
  // vitest 4 and 5 declare `Matchers` with different type parameters; both extend chai's assertions.
  namespace Chai {
    interface Assertion extends LoopMatchers {}
  }
}
