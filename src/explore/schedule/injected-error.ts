import { asText } from "../../core/arguments/as-text.ts";
import { causeOf, isPrintableError } from "../../core/errors/is-printable-error.ts";
import { CancelledError } from "../../core/errors/cancelled-error.ts";
import { TimeoutError } from "../../core/errors/timeout-error.ts";

/** Thrown by a sweep where a wait would have completed: stands for any failure of the wait. */
export class InjectedError extends Error {
  override readonly name: string = "InjectedError";

  /** @param at - The wake-up, as schedules write it. */
  constructor(at: string) {
    super(`injected at ${asText(at)}`);
  }
}

/**
 * Whether a program in a sweep may end with `error`: the injected error, a cancellation, a timeout, a group of only these, or
 * an error with one of them as its cause.
 */
export function isInjected(error: unknown): boolean {
  return isInjectedBeside(new Set(), error);
}

/** @param seen - What was looked at: a chain of causes may be a circle, and a group may hold itself. */
function isInjectedBeside(seen: Set<unknown>, error: unknown): boolean {
  for (let at = error; isPrintableError(at) && !seen.has(at); at = causeOf(at)) {
    seen.add(at);
    if (at instanceof InjectedError || at instanceof CancelledError || at instanceof TimeoutError) return true;
    const errors: unknown = at instanceof AggregateError ? at.errors : undefined;
    if (!Array.isArray(errors) || errors.length === 0) continue;
    return errors.every((each) => isInjectedBeside(new Set(seen), each));
  }
  return false;
}
