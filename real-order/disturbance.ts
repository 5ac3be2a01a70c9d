import { performance } from "node:perf_hooks";

/** Watches whether the loop of this process is held up longer than is planned: by other processes, by the compiler, by garbage. */
export class Disturbance {
  readonly #before = performance.eventLoopUtilization();
  readonly #heart: NodeJS.Timeout;
  #last = performance.now();
  /** The longest time between two beats of a heart that should beat every millisecond. */
  #longestMs = 0;
  #plannedMs = 0;

  constructor() {
    this.#heart = setInterval(() => this.#beat(), 1);
  }

  /** The program itself keeps the loop busy for so long. */
  plan(ms: number): void {
    this.#plannedMs += ms;
    this.#last += ms;
  }

  #beat(): void {
    const now = performance.now();
    this.#longestMs = Math.max(this.#longestMs, now - this.#last);
    this.#last = now;
  }

  /** Stop watching. @returns whether the loop was held up by more than `jitter` varies */
  end(): boolean {
    this.#beat();
    clearInterval(this.#heart);
    const { active } = performance.eventLoopUtilization(this.#before);
    return active - this.#plannedMs > mostBusyMs || this.#longestMs > mostBetweenMs;
  }
}

/** How long the steps of a program take together, if they do nothing on purpose: as long as one step at level `jitter`. */
const mostBusyMs = 1;
/** How long a timer of a millisecond takes on a machine at rest, rounded up as Node does: far from two ticks of a program. */
const mostBetweenMs = 2.5;
