import { isPrintableError } from "../../../core/errors/is-printable-error.ts";
import type { UncaughtExceptionError } from "../../../core/errors/uncaught-exception-error.ts";
import type { UnhandledRejectionError } from "../../../core/errors/unhandled-rejection-error.ts";
import { errorText } from "../../../core/errors/with-hint.ts";
import type { Ending } from "../check.ts";
import type { Failure } from "../failure.ts";

/** The failure of an execution, or of its cleanup, that would have ended the process. */
export function deathFailure(
  check: string,
  kind: abstract new (...args: never) => Death,
  { error, stuck, pending }: Ending,
): Failure | undefined {
  const death = error ?? stuck;
  if (death === undefined || !(death instanceof kind)) return undefined;
  const { reason, task, hint } = death;
  return {
    check,
    message: errorText(death),
    hint,
    task,
    error: isPrintableError(reason) ? reason : death,
    blocked: pending,
  };
}

type Death = UncaughtExceptionError | UnhandledRejectionError;
