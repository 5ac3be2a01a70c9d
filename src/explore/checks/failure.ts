import { type BlockedTask, ValueError } from "../../core/errors/errors.ts";

/** What can be wrong with an execution; the last four are looked at only if somebody asks. */
export type Check =
  /** The body threw. */
  | "body"
  /** Every task waited for another: while the body ran, or while what it left behind was cancelled. */
  | "deadlock"
  /**
   * It did not end within `maxIterations`, and neither does it in the default order, where no time passed and the same
   * tasks ran over and over. What is not said: that it would never end. Every other execution that meets a limit is
   * inconclusive.
   */
  | "livelock"
  /** What `always()` was given did not hold after some step. */
  | "always"
  /** What `eventually()` was given was not true after any step of a run that came to its end. */
  | "eventually"
  /** An error that nobody asked for: of a task, a future or a callback. */
  | "exception-never-retrieved"
  | "coroutine-never-awaited"
  | RequestedCheck;

/** What is a failure only if somebody asks. */
export type RequestedCheck =
  /** A task was pending when the body ended. */
  | "leaked-task"
  /** So was a timer: one of `callLater()` or `callAt()`, or one whose task had ended. */
  | "leaked-timer"
  /** A task ended normally though it was cancelled, and nobody took the request back with `uncancel()`. */
  | "swallowed-cancellation"
  /** When the body ended, a `Lock` was held by a task that had ended. */
  | "held-lock";

/** All that can be asked for. */
export const requestedChecks: readonly RequestedCheck[] = [
  "swallowed-cancellation",
  "held-lock",
  "leaked-task",
  "leaked-timer",
];

/** Why an execution is no good. */
export interface Failure {
  readonly check: Check;
  /** One line or more, for people. */
  readonly message: string;
  /** The name of the task that it is about, if it is about one. */
  readonly task?: string | undefined;
  readonly error?: Error | undefined;
  /** Who waited for what when it ended. */
  readonly blocked: readonly BlockedTask[];
}

/**
 * Whether two executions fail for the same reason, as far as can be told: the check, the class of the error and the first
 * line of the message, whatever numbers are in it.
 */
export function sameFailure(one: Failure, other: Failure | undefined): boolean {
  if (one.check !== other?.check || one.error?.name !== other.error?.name) return false;
  return gist(one.message) === gist(other.message);
}

function gist(message: string): string {
  return message.replace(/\n[^]*/, "").replace(/-?\d+(?:\.\d+)?/g, "0");
}

/**
 * The checks that somebody asks for.
 *
 * @throws {ValueError} If there is no such check; names it.
 */
export function checksOf(asked: readonly Check[] | "all"): ReadonlySet<Check> {
  if (asked === "all") return new Set(requestedChecks);
  for (const check of asked) {
    if (requestedChecks.includes(check as RequestedCheck) || alwaysOn.includes(check)) continue;
    throw new ValueError(
      `Invalid check: ${check}`,
      `use "all", or a list of ${requestedChecks.map((each) => `"${each}"`).join(", ")}`,
    );
  }
  return new Set(asked);
}

const alwaysOn: readonly Check[] = [
  "body",
  "deadlock",
  "livelock",
  "always",
  "eventually",
  "exception-never-retrieved",
  "coroutine-never-awaited",
];
