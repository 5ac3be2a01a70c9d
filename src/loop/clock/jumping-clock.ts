import type { Clock } from "../../core/contracts/clock.ts";
import { Hold } from "./hold.ts";

/**
 * A clock that jumps: when every task waits and nothing outside is outstanding, it moves at once to the next deadline.
 */
export class JumpingClock implements Clock {
  readonly isVirtual = true;
  #now: number;
  #holds: Set<Hold> | undefined = undefined;
  #wake: (() => void) | undefined = undefined;

  constructor(start: number) {
    this.#now = start;
  }

  /** Seconds of loop time. */
  time(): number {
    return this.#now;
  }

  hold(): Hold {
    const hold: Hold = new Hold(() => {
      const holds = this.#holds;
      if (holds?.delete(hold) === true && holds.size === 0) this.#wake?.();
    });
    (this.#holds ??= new Set()).add(hold);
    return hold;
  }

  pass(when: number, wake: () => void): boolean {
    if (this.servesHost()) {
      this.#wake = wake;
      return false;
    }
    if (when !== Infinity) this.#now = when;
    return true;
  }

  interrupt(): void {
    this.#wake = undefined;
  }

  servesHost(): boolean {
    return this.#holds !== undefined && this.#holds.size > 0;
  }
}
