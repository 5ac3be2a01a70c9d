import { performance } from "node:perf_hooks";

/** Watches how much longer the loop of this process is held up than is planned: by other processes, by the compiler, by garbage. */
export class Disturbance {
  readonly #before = performance.eventLoopUtilization();
  readonly #heart: NodeJS.Timeout;
  #last = performance.now();
  /** The longest time between two beats of a heart that should beat every millisecond. */
  #longestMs = 0;

  constructor() {
    this.#heart = setInterval(() => this.#beat(), 1);
  }

  #beat(): void {
    const now = performance.now();
    this.#longestMs = Math.max(this.#longestMs, now - this.#last);
    this.#last = now;
  }

  /**
   * Stop watching.
   *
   * @param plannedMs - How long the program itself keeps the loop busy.
   * @returns whether the loop was held up by more than a millisecond beyond that
   */
  end(plannedMs: number): boolean {
    this.#beat();
    clearInterval(this.#heart);
    const { active } = performance.eventLoopUtilization(this.#before);
    return active > plannedMs + mostMs || this.#longestMs > plannedMs + usualMs + mostMs;
  }
}

/** How long a step may take at level `jitter`. */
const mostMs = 1;
/** How long a timer of a millisecond takes at most, rounded up as Node does. */
const usualMs = 2;
