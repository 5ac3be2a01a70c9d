import { UnhandledRejectionError } from "../../../core/errors/unhandled-rejection-error.ts";
import type { Check } from "../check.ts";
import { deathFailure } from "./death-failure.ts";

/** A native promise was rejected, and nobody handled it by the end of the macrotask: Node would have ended the process. */
export const unhandledRejection: Check<"unhandled-rejection"> = {
  name: "unhandled-rejection",
  when: "always",
  atEnd: (ending) => deathFailure("unhandled-rejection", UnhandledRejectionError, ending),
};
