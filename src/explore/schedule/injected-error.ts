import { CancelledError } from "../../core/errors/cancelled-error.ts";
import { TimeoutError } from "../../core/errors/timeout-error.ts";

/** Thrown by a sweep where a wait would have completed: stands for any failure of the wait. */
export class InjectedError extends Error {
  override readonly name: string = "InjectedError";

  /** @param at - The wake-up, as schedules write it. */
  constructor(at: string) {
    super(`injected at ${at}`);
  }
}

/**
 * Whether a program in a sweep may end with `error`: the injected error, a cancellation, a timeout, a group of only these, or
 * an error with one of them as its cause.
 */
export function isInjected(error: unknown): boolean {
  // A chain of causes may be a circle.
  const seen = new Set<unknown>();
  for (let at = error; at instanceof Error && !seen.has(at); at = at.cause) {
    seen.add(at);
    if (at instanceof InjectedError || at instanceof CancelledError || at instanceof TimeoutError) return true;
    if (at instanceof AggregateError && at.errors.length > 0) return at.errors.every(isInjected);
  }
  return false;
}
