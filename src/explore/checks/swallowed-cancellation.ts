import type { Actor } from "../../core/contracts/actor.ts";
import { hasSucceeded } from "../../core/future-core.ts";
import type { Task } from "../../core/task.ts";
import type { Check, CheckWatch, Leftover } from "./check.ts";

/** A task ended normally though it was cancelled, and nobody took the request back with `uncancel()`. */
export const swallowedCancellation: Check<"swallowed-cancellation"> = {
  name: "swallowed-cancellation",
  when: "in sweeps",
  watch: () => new CancellationWatch(),
};

const hint = "rethrow CancelledError after cleaning up, or take the request back with task.uncancel()";

class CancellationWatch implements CheckWatch {
  readonly #tasks: Task<unknown>[] = [];

  created(task: Actor): void {
    this.#tasks.push(task as Task<unknown>);
  }

  leftovers(): Leftover[] {
    // A cancellation goes down from task to awaited task: the last one lost it.
    const swallowed = this.#tasks.filter((task) => hasSucceeded(task) && task.cancelling() > 0).toReversed();
    return swallowed.map((task) => {
      const name = task.getName();
      const message = `${name} was cancelled and ended normally`;
      return { failure: { check: "swallowed-cancellation", message, hint, task: name, blocked: [] } };
    });
  }
}
