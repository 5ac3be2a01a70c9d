import type { BlockedTask } from "../core/errors.ts";

/** What can be wrong with an execution. */
export type Check =
  /** The body threw. */
  | "body"
  | "deadlock"
  | "livelock"
  /** What `always()` or `eventually()` was given did not hold. */
  | "always"
  | "eventually"
  | "exception-never-retrieved"
  | "coroutine-never-awaited"
  | "leaked-task"
  | "leaked-timer"
  | "swallowed-cancellation"
  | "held-lock";

/** Why an execution is no good. */
export interface Failure {
  readonly check: Check;
  /** One line or more, for people. */
  readonly message: string;
  readonly error?: Error | undefined;
  /** Who waited for what when it ended. */
  readonly blocked: readonly BlockedTask[];
}

/** Whether two executions fail for the same reason, as far as can be told: the check and the class of the error. */
export function sameFailure(one: Failure, other: Failure | undefined): boolean {
  return one.check === other?.check && one.error?.name === other.error?.name;
}
