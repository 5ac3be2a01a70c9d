import type { Check } from "./check.ts";

/** The body threw. */
export const body: Check<"body"> = {
  name: "body",
  when: "always",
  atEnd: ({ error, pending }) => error && { check: "body", message: textOf(error), error, blocked: pending },
};

/** The error's text; of a group the first error that it is about, too. */
function textOf(error: Error): string {
  let first: unknown = error;
  while (first instanceof AggregateError && first.errors.length > 0) first = first.errors[0];
  if (first === error || !(first instanceof Error)) return error.message || error.name;
  return `${error.message}: ${first.name}: ${first.message}`;
}
