import { isPrintableError } from "../../core/errors/is-printable-error.ts";
import { describe } from "../../core/arguments/describe.ts";
import type { ExceptionContext } from "../../core/event-loop.ts";
import { errorText, hintOf } from "../../core/errors/with-hint.ts";
import { Task } from "../../core/task.ts";
import type { Check } from "./check.ts";
import type { Failure } from "./failure.ts";

/** An error of a task, a future or a callback that nobody retrieved. */
export const exceptionNeverRetrieved: Check<"exception-never-retrieved"> = {
  name: "exception-never-retrieved",
  when: "always",
  atEnd: ({ reports: [report] }) => (report === undefined || report.coroutine ? undefined : failureOf(report)),
};

function failureOf({ message, task, future, exception }: ExceptionContext): Failure {
  const error = isPrintableError(exception) ? exception : undefined;
  const failed = task ?? (future instanceof Task ? future : undefined);
  const name = failed?.getName();
  const outcome =
    exception === undefined ? "" : error === undefined ? describe(exception) : `${error.name}: ${errorText(error)}`;
  const detail = [name, outcome].filter((part) => part !== undefined && part !== "").join(" failed with ");
  return {
    check: "exception-never-retrieved",
    message: detail === "" ? message : `${message}: ${detail}`,
    hint: error && hintOf(error),
    task: name,
    error,
    blocked: [],
  };
}
