import type { Clock } from "../../core/contracts/clock.ts";
import { thisHost } from "../../host/this-host.ts";
import type { OutsideWork } from "../outside/outside-work.ts";

/**
 * How long the host has waited for a loop that is busy: its I/O must not starve. Where nothing outside is awaited, somebody else may
 * still wait for a timer of the host: a test runner that stops a test after its time.
 */
export class HostPatience {
  readonly #clock: Clock;
  readonly #outside: OutsideWork | undefined;
  /** Turns until the next look at the host's clock. */
  #turnsLeft = turnsPerLook;
  /** When the host last had its turn; 0: not known yet. */
  #servedMs = 0;

  constructor(clock: Clock, outside: OutsideWork | undefined) {
    this.#clock = clock;
    this.#outside = outside;
  }

  /** A run begins. */
  begin(): void {
    this.#servedMs = this.#clock.servesHost() ? thisHost.nowMs() : 0;
  }

  /** Called before each turn: whether the host must have its turn first. */
  isOver(): boolean {
    if (this.#turnsLeft === 0) {
      this.#turnsLeft = turnsPerLook;
      if (this.#isDue()) return true;
    }
    this.#turnsLeft -= 1;
    return false;
  }

  #isDue(): boolean {
    const now = thisHost.nowMs();
    const isAwaited = this.#clock.servesHost() || this.#outside?.outstanding() === true;
    const since = this.#servedMs === 0 ? (isAwaited ? Infinity : 0) : now - this.#servedMs;
    const isDue = since >= (isAwaited ? patienceMs : idlePatienceMs);
    if (isDue || this.#servedMs === 0) this.#servedMs = now;
    return isDue;
  }
}

/** Turns between two looks at the host's clock. */
const turnsPerLook = 256;
/** How long the host may wait for a busy loop, in milliseconds. */
const patienceMs = 1;
/** The same where the loop awaits nothing of the host. */
const idlePatienceMs = 50;
