import { DeadlockError } from "../../core/errors/deadlock-error.ts";
import { errorText } from "../../core/errors/with-hint.ts";
import type { Check } from "./check.ts";

/** Every task waited for another: while the body ran, or while what it left behind was cancelled. */
export const deadlock: Check<"deadlock"> = {
  name: "deadlock",
  when: "always",
  atEnd({ error, unmet, stuck }) {
    if (error instanceof DeadlockError) {
      return { check: "deadlock", message: errorText(error), hint: error.hint, error, blocked: error.blocked };
    }
    // A task that survives its cancellation is reported as destroyed, too. This report says more: who waits for what.
    if (error !== undefined || unmet.length > 0 || !(stuck instanceof DeadlockError)) return undefined;
    const message = `The body has ended, but run() would not: what it left behind does not end when cancelled\n${errorText(stuck)}`;
    return { check: "deadlock", message, hint: stuck.hint, error: stuck, blocked: stuck.blocked };
  },
};
