import type { Clock, TimeDriver } from "../../core/contracts/clock.ts";
import { Hold } from "./hold.ts";

/**
 * A clock that jumps: when every task waits and nothing outside is outstanding, it moves at once to the next deadline. While
 * somebody drives it by hand it stands still instead.
 */
export class JumpingClock implements Clock {
  readonly isVirtual = true;
  #now: number;
  #holds: Set<Hold> | undefined = undefined;
  #wake: (() => void) | undefined = undefined;
  #fakes: MaybeDriver | undefined = undefined;
  /** The deadline that was driven to, which sums of milliseconds may miss by a rounding error. */
  #reached = -Infinity;

  constructor(start: number) {
    this.#now = start;
  }

  /** Seconds of loop time. */
  time(): number {
    const fakes = this.#fakes;
    return fakes === undefined ? this.#now : Math.max(this.#now + fakes.driven(), this.#reached);
  }

  /** Let fake timers drive, whenever they are in force. */
  follow(fakes: MaybeDriver): void {
    this.#fakes = fakes;
  }

  driver(): TimeDriver | undefined {
    return this.#fakes?.isDriving() === true ? this.#fakes : undefined;
  }

  /** The driver has driven to `when`. */
  reach(when: number): void {
    this.#reached = when;
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
    if (when !== Infinity) {
      this.#now = when - (this.#fakes?.driven() ?? 0);
      this.#reached = when;
    }
    return true;
  }

  interrupt(): void {
    this.#wake = undefined;
  }

  servesHost(): boolean {
    return (this.#holds !== undefined && this.#holds.size > 0) || this.driver()?.movesByItself() === true;
  }
}

/** Fake timers that drive while they are in force. */
interface MaybeDriver extends TimeDriver {
  isDriving(): boolean;
}
