import type { Clock } from "../../core/contracts/clock.ts";
import { thisHost } from "../../host/this-host.ts";

/** The host's monotonic clock. Timers are never early. A host's timer may be, by less than a millisecond: then another is set. */
export class RealClock implements Clock {
  readonly isVirtual = false;
  #giveUp: (() => void) | undefined = undefined;

  time(): number {
    return thisHost.nowMs() / 1000;
  }

  pass(when: number, wake: () => void): boolean {
    // To look at the clock for nothing would cost each event of the host a little.
    const delayMs = when === Infinity ? Infinity : Math.ceil((when - this.time()) * 1000);
    if (delayMs <= 0) return true;
    this.interrupt();
    if (when !== Infinity) this.#giveUp = thisHost.afterDelay(delayMs, wake);
    return false;
  }

  interrupt(): void {
    this.#giveUp?.();
    this.#giveUp = undefined;
  }

  /** Time that passes in the world cannot be held. */
  hold(): { release(): void } {
    return { release: () => undefined };
  }

  /** The host's I/O always wants its turn. */
  servesHost(): boolean {
    return true;
  }
}
