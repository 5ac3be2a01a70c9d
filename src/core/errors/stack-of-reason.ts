import { isPrintableError } from "./is-printable-error.ts";

/** Give `error` the stack frames of its reason: the place where the loop noticed it says nothing. */
export function stackOfReason(error: Error, reason: unknown): void {
  error.stack = [`${error.name}: ${error.message}`, ...framesOf(reason)].join("\n");
}

/** The lines of the stack of `error` below the message; none if it is no error, or has no text. */
export function framesOf(error: unknown): string[] {
  return isPrintableError(error) ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
}
