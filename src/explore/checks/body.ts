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

/** The first error inside of a group; any other error itself. */
function firstOf(error: Error): Error {
  let first: unknown = error;
  while (first instanceof AggregateError && first.errors.length > 0) first = first.errors[0];
  return first instanceof Error ? first : error;
}
