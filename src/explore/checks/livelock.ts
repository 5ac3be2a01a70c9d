import { StepLimitError } from "../../core/errors/errors.ts";
import type { Entry } from "../../core/event-loop.ts";
import type { BaseEventLoop } from "../../loop/base-event-loop.ts";
import type { Ending } from "../execution/execution.ts";
import type { Failure } from "./failure.ts";

/** Watches a run in the default order, to tell one that goes round in circles from one that is merely long. */
export class CircleWatch {
  readonly #maxIterations: number;
  #time = 0;
  /** The iteration in which time last passed, or somebody new joined. */
  #newsAt = 0;
  readonly #spinning = new Set<string>();
  readonly #known = new Set<object>();

  /** @param maxIterations - Of the run: it has to stand still for the second half of them. */
  constructor(maxIterations: number) {
    this.#maxIterations = maxIterations;
  }

  readonly intervene = ({ task }: Entry, loop: BaseEventLoop): boolean => {
    const time = loop.time();
    if (time !== this.#time || (task !== undefined && !this.#known.has(task))) {
      this.#time = time;
      this.#newsAt = loop.iterations;
      if (task !== undefined) this.#known.add(task);
    }
    if (loop.iterations > this.#maxIterations / 2) this.#spinning.add(task?.getName() ?? "a callback");
    return false;
  };

  /** What is wrong with a run that has met its limit. @returns undefined if time passed or new tasks ran until late */
  failure({ error, pending, loop }: Ending): Failure | undefined {
    const endless = error instanceof StepLimitError && loop.iterations >= this.#maxIterations;
    if (!endless || this.#newsAt > this.#maxIterations / 2) return undefined;
    const still = loop.iterations - this.#newsAt;
    const names = [...this.#spinning].join(", ");
    const message =
      `Livelock at t=${this.#time} s: ${names} ran for ${still} iterations, and no time passed\n` +
      "  hint: look for a loop that never waits for time or for another task; if it would end, raise maxIterations";
    return { check: "livelock", message, error, blocked: pending };
  }
}
