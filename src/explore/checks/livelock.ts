import { seconds } from "../../core/seconds.ts";
import { StepLimitError } from "../../core/errors/step-limit-error.ts";
import type { Entry } from "../../core/contracts/loop-core.ts";
import type { Engine } from "../../loop/engine.ts";
import type { Check, Ending } from "./check.ts";
import type { Failure } from "./failure.ts";

/**
 * An execution did not end within `maxIterations`, and the default order does not end either: there no time passed and the same
 * tasks ran over and over. That does not prove that it would never end. Any other execution that meets a limit is inconclusive.
 */
export const livelock: Check<"livelock"> = { name: "livelock", when: "always" };

const hint = "look for a loop that never waits for time or for another task; if it would end, raise maxIterations";

/** Watches a run in the default order, to tell a run that goes round in circles from a long one. */
export class CircleWatch {
  readonly #maxIterations: number;
  #time = 0;
  /** The iteration in which time last passed, or a new task last ran. */
  #newsAt = 0;
  readonly #spinning = new Set<string>();
  readonly #known = new Set<object>();

  /** @param maxIterations - The limit of the run: it must stand still for the second half. */
  constructor(maxIterations: number) {
    this.#maxIterations = maxIterations;
  }

  readonly intervene = ({ task }: Entry, loop: Engine): boolean => {
    const time = loop.time();
    if (time !== this.#time || (task !== undefined && !this.#known.has(task))) {
      this.#time = time;
      this.#newsAt = loop.scheduler.count;
      if (task !== undefined) this.#known.add(task);
    }
    if (loop.scheduler.count > this.#maxIterations / 2) this.#spinning.add(task?.getName() ?? "a callback");
    return false;
  };

  /** The failure of a run that has met its limit. @returns undefined if time passed or a new task ran in the second half */
  failure({ error, pending, engine }: Ending): Failure | undefined {
    const endless = error instanceof StepLimitError && engine.scheduler.count >= this.#maxIterations;
    if (!endless || this.#newsAt > this.#maxIterations / 2) return undefined;
    const still = engine.scheduler.count - this.#newsAt;
    const names = [...this.#spinning].join(", ");
    const message = `Livelock at t=${seconds(this.#time)} s: ${names} ran for ${still} iterations, and no time passed`;
    return { check: "livelock", message, hint, error, blocked: pending };
  }
}
