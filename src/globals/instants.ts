import type { Engine } from "../loop/engine.ts";
import { millisecondsOf } from "./milliseconds-of.ts";

/**
 * The deadlines of the host's timers on a loop. The host counts milliseconds, where 100 and 200 make 300. Sums of seconds as doubles would set two
 * timers of one instant apart, in the wrong order.
 */
export class Instants {
  readonly #loop: Engine;
  /** Loop time by milliseconds, rounded to the nanosecond: the first timer of an instant decides. */
  readonly #deadlines = new Map<number, number>();
  /** The size at which it is worth while to forget those that have passed. */
  #limit = fewest;

  private constructor(loop: Engine) {
    this.#loop = loop;
  }

  static of(loop: Engine): Instants {
    let instants = ofLoops.get(loop);
    if (instants === undefined) ofLoops.set(loop, (instants = new Instants(loop)));
    return instants;
  }

  /** The loop time `delayMs` milliseconds from now. */
  deadline(delayMs: number): number {
    const now = this.#loop.time();
    const instant = Math.round((millisecondsOf(this.#loop) + delayMs) * 1e6) / 1e6;
    const known = this.#deadlines.get(instant);
    if (known !== undefined) return known;
    if (this.#deadlines.size >= this.#limit) this.#forgetPast(now);
    const deadline = now + delayMs / 1_000;
    this.#deadlines.set(instant, deadline);
    return deadline;
  }

  #forgetPast(now: number): void {
    for (const [instant, deadline] of this.#deadlines) if (deadline < now) this.#deadlines.delete(instant);
    this.#limit = Math.max(fewest, 2 * this.#deadlines.size);
  }
}

const ofLoops = new WeakMap<Engine, Instants>();
const fewest = 64;
