import { describe } from "../../core/arguments/describe.ts";
import { DeadlockError } from "../../core/errors/errors.ts";
import type { ExceptionContext } from "../../core/event-loop.ts";
import { Task } from "../../core/task.ts";
import type { Ending } from "../execution/execution.ts";
import type { Failure } from "./failure.ts";
import { Violation } from "./monitors.ts";

/**
 * What is wrong with how an execution ended, if anything. What broke first is named first: an invariant, a deadlock, the
 * body's error, what did not come true, what did not end, what was forgotten, and what the body left behind.
 */
export function judge({ error, pending, reports, unmet, leftovers, stuck }: Ending): Failure | undefined {
  if (error instanceof Violation) {
    return { check: error.check, message: error.message, error: error.error, blocked: pending };
  }
  if (error instanceof DeadlockError) {
    return { check: "deadlock", message: error.message, error, blocked: error.blocked };
  }
  if (error !== undefined) return { check: "body", message: textOf(error), error, blocked: pending };
  const [condition] = unmet;
  if (condition !== undefined) {
    return { check: "eventually", message: `eventually() was not met: ${condition}`, blocked: pending };
  }
  const [report] = reports;
  const forgotten = report && forgottenFailure(report);
  // A task that survives its cancellation is reported as destroyed, too: who waits for what says more.
  if (stuck instanceof DeadlockError) {
    const message = `The body has ended, but run() would not: what it left behind does not end when cancelled\n${stuck.message}`;
    return { check: "deadlock", message, error: stuck, blocked: stuck.blocked };
  }
  return forgotten ?? leftovers[0]?.failure;
}

/** The error's text; of a group the first error that it is about, too. */
function textOf(error: Error): string {
  let first: unknown = error;
  while (first instanceof AggregateError && first.errors.length > 0) first = first.errors[0];
  if (first === error || !(first instanceof Error)) return error.message || error.name;
  return `${error.message}: ${first.name}: ${first.message}`;
}

function forgottenFailure({ message, coroutine, task, future, exception }: ExceptionContext): Failure {
  if (coroutine !== undefined) {
    return { check: "coroutine-never-awaited", message: `${message}\n  hint: await it, or close() it`, blocked: [] };
  }
  const error = exception instanceof Error ? exception : undefined;
  const failed = task ?? (future instanceof Task ? future : undefined);
  const name = failed?.getName();
  const outcome =
    exception === undefined ? "" : error === undefined ? describe(exception) : `${error.name}: ${error.message}`;
  const detail = [name, outcome].filter((part) => part !== undefined && part !== "").join(" failed with ");
  return {
    check: "exception-never-retrieved",
    message: detail === "" ? message : `${message}: ${detail}`,
    task: name,
    error,
    blocked: [],
  };
}
