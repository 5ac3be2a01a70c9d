import type { Check } from "../check.ts";
import { violationFailure } from "./always.ts";
import { monitoringHere } from "./monitors.ts";

/**
 * Demand that `condition` is true after some step of the run that calls this. After that it is not called again.
 *
 * The run fails if it ends before. A run that meets a limit is inconclusive: the condition might have come true later.
 * If something failed in the run by a choice of the search, what the body has left behind runs on before that, for 120 s of loop time in
 * which nothing fails, or until the conditions are true.
 *
 * Outside of an exploration or replay nothing is checked.
 *
 * @throws {RuntimeError} If no loop is running.
 * @throws {TypeError} If `condition` is async.
 */
export function eventually(condition: () => unknown, message: string = "an eventual condition"): void {
  monitoringHere("eventually", condition).eventually(condition, message);
}

/** A condition of `eventually()` was not true after any step of a run that came to its end. */
export const eventuallyCheck: Check<"eventually"> = {
  name: "eventually",
  when: "always",
  atEnd({ error, pending, unmet: [condition] }) {
    if (error !== undefined) return violationFailure("eventually", error, pending);
    if (condition === undefined) return undefined;
    return { check: "eventually", message: `eventually() was not met: ${condition}`, blocked: pending };
  },
};
