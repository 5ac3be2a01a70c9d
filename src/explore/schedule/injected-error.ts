import { CancelledError } from "../../core/errors/cancelled-error.ts";
import { TimeoutError } from "../../core/errors/timeout-error.ts";

/** Thrown by a sweep where a wait would have completed: stands for whatever may fail there. */
export class InjectedError extends Error {
  override readonly name: string = "InjectedError";

  /** @param at - The wake-up, as schedules write it. */
  constructor(at: string) {
    super(`injected at ${at}`);
  }
}

/**
 * Whether `error` is what a program may end with when a sweep does something to it: what was injected, a cancellation, a
 * timeout, a group of only these, or an error that has one of them as its cause.
 */
export function isInjected(error: unknown): boolean {
  // A cause may lead back to where it began.
  const seen = new Set<unknown>();
  for (let at = error; at instanceof Error && !seen.has(at); at = at.cause) {
    seen.add(at);
    if (at instanceof InjectedError || at instanceof CancelledError || at instanceof TimeoutError) return true;
    if (at instanceof AggregateError && at.errors.length > 0) return at.errors.every(isInjected);
  }
  return false;
}
