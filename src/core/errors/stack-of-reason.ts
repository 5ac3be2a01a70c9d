import { isPrintableError } from "./is-printable-error.ts";

/** Give `error` the stack frames of its reason: the place where the loop noticed it says nothing. */
export function stackOfReason(error: Error, reason: unknown): void {
  const frames = isPrintableError(reason)
    ? (reason.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line))
    : [];
  error.stack = [`${error.name}: ${error.message}`, ...frames].join("\n");
}
