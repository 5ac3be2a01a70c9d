import type { BlockedTask } from "../../core/errors/blocked-task.ts";

/** Why an execution fails. */
export interface Failure {
  /** The name of the check that found it. */
  readonly check: string;
  /** One line or more, for people. */
  readonly message: string;
  /** How to fix it, if known. */
  readonly hint?: string | undefined;
  /** `file:line` of the problem, if known and if no error tells it. */
  readonly place?: string | undefined;
  /** The name of the task that causes it, if one does. */
  readonly task?: string | undefined;
  readonly error?: Error | undefined;
  /** Who waited for what when it ended. */
  readonly blocked: readonly BlockedTask[];
}

/**
 * Whether two executions fail for the same reason, as far as one can tell: the same check, class of error and first
 * line of the message. Numbers in the message may differ.
 */
export function sameFailure(a: Failure, b: Failure | undefined): boolean {
  if (a.check !== b?.check || a.error?.name !== b.error?.name) return false;
  return gist(a.message) === gist(b.message);
}

function gist(message: string): string {
  return message.replace(/\n[^]*/, "").replace(/-?\d+(?:\.\d+)?/g, "0");
}
