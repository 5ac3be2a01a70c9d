import { hintOf } from "../../../core/errors/with-hint.ts";
import type { Check } from "../check.ts";
import type { Failure } from "../failure.ts";
import { monitoringHere } from "./monitors.ts";
import { Violation } from "./violation.ts";

/**
 * Demand that `invariant` holds after every step of the run that calls this: between any two turns, at each advance of
 * the clock and at the end. An invariant that throws or returns false ends the execution at this step.
 *
 * A step ends where a task waits: an invariant may break and heal unseen if no `await` comes in between. Outside of
 * an exploration or replay nothing is checked.
 *
 * @throws {RuntimeError} If no loop is running.
 * @throws {TypeError} If `invariant` is async.
 */
export function always(invariant: () => unknown): void {
  monitoringHere("always", invariant).always(invariant);
}

/** An invariant of `always()` did not hold after some step. */
export const alwaysCheck: Check<"always"> = {
  name: "always",
  when: "always",
  atEnd: ({ error, pending }) => violationFailure("always", error, pending),
};

/** The failure that `error` stands for, if it is a violation of `check`. */
export function violationFailure(
  check: string,
  error: Error | undefined,
  blocked: Failure["blocked"],
): Failure | undefined {
  if (!(error instanceof Violation) || error.check !== check) return undefined;
  return { check, message: error.message, hint: hintOf(error.error), error: error.error, blocked };
}
