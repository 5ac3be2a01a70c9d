/** What `timeloom/vitest` adds to `expect()`. */
export interface LoopMatchers {
  /**
   * It completes, and the time of the loop is then `seconds`. Takes a task, a future, a promise, or a function that is run.
   */
  toCompleteAt(seconds: number): Promise<void>;
  /** It completes, `seconds` of loop time from now. Outside of a loop, takes a function and runs it on a virtual one. */
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
  // vitest 4 and 5 declare `Matchers` with different type parameters; both take over what chai's assertions have.
  namespace Chai {
    interface Assertion extends LoopMatchers {}
  }
}
