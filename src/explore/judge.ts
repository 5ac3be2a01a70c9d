import { DeadlockError } from "../core/errors.ts";
import type { Ending } from "./execution.ts";
import type { Check, Failure } from "./failure.ts";

/** What is wrong with how an execution ended, if anything: the first of what `checks` names. */
export function judge({ error, pending, reports }: Ending, _checks: ReadonlySet<Check>): Failure | undefined {
  if (error instanceof DeadlockError) {
    return { check: "deadlock", message: error.message, error, blocked: error.blocked };
  }
  if (error !== undefined) return { check: "body", message: error.message, error, blocked: pending };
  const [report] = reports;
  if (report === undefined) return undefined;
  return { check: "exception-never-retrieved", message: report.message, error: undefined, blocked: pending };
}
