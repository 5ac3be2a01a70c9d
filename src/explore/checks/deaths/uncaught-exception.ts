import { UncaughtExceptionError } from "../../../core/errors/uncaught-exception-error.ts";
import type { Check } from "../check.ts";
import { deathFailure } from "./death-failure.ts";

/** A callback threw where nobody could catch it: Node would have ended the process. */
export const uncaughtException: Check<"uncaught-exception"> = {
  name: "uncaught-exception",
  when: "always",
  atEnd: (ending) => deathFailure("uncaught-exception", UncaughtExceptionError, ending),
};
