import type { BlockedTask } from "../../core/errors/blocked-task.ts";

/** Why an execution is no good. */
export interface Failure {
  /** The name of the check that found it. */
  readonly check: string;
  /** One line or more, for people. */
  readonly message: string;
  /** How to mend it, where that is known. */
  readonly hint?: string | undefined;
  /** `file:line` of what it is about, where that is known and no error tells it. */
  readonly place?: string | undefined;
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
export function sameFailure(a: Failure, b: Failure | undefined): boolean {
  if (a.check !== b?.check || a.error?.name !== b.error?.name) return false;
  return gist(a.message) === gist(b.message);
}

function gist(message: string): string {
  return message.replace(/\n[^]*/, "").replace(/-?\d+(?:\.\d+)?/g, "0");
}
