import { isPrintableError } from "../../core/errors/is-printable-error.ts";
import { errorText, hintOf } from "../../core/errors/with-hint.ts";
import type { Check } from "./check.ts";
import type { Failure } from "./failure.ts";

/** The body threw. */
export const body: Check<"body"> = {
  name: "body",
  when: "always",
  atEnd: ({ error, pending }) => error && failureOf(error, pending),
};

function failureOf(error: Error, blocked: Failure["blocked"]): Failure {
  const first = firstOf(error);
  const text = errorText(first);
  const message = first === error ? text || error.name : `${error.message}: ${first.name}: ${text}`;
  return { check: "body", message, hint: hintOf(first), error, blocked };
}

/** The first error inside of a group, which may hold itself; any other error itself. */
function firstOf(error: Error): Error {
  const seen = new Set<unknown>();
  let first: unknown = error;
  while (isPrintableError(first) && !seen.has(first)) {
    seen.add(first);
    const errors: unknown = first instanceof AggregateError ? first.errors : undefined;
    if (!Array.isArray(errors) || errors.length === 0) return first;
    [first] = errors as unknown[];
  }
  return error;
}
