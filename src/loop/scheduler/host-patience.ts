import type { Clock } from "../../core/contracts/clock.ts";
import { thisHost } from "../../host/this-host.ts";
import type { OutsideWork } from "../outside/outside-work.ts";

/** How long the host has waited for a loop that is busy: its I/O must not starve. */
export class HostPatience {
  readonly #clock: Clock;
  readonly #outside: OutsideWork | undefined;
  /** Turns until the next look at the host's clock. */
  #turnsLeft = turnsPerLook;
  /** When the host last had its turn; 0: not yet. */
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
    if (!this.#clock.servesHost() && this.#outside?.outstanding() !== true) return false;
    const now = thisHost.nowMs();
    if (this.#servedMs !== 0 && now - this.#servedMs < patienceMs) return false;
    this.#servedMs = now;
    return true;
  }
}

/** Turns between two looks at the host's clock. */
const turnsPerLook = 256;
/** How long the host may wait for a busy loop, in milliseconds. */
const patienceMs = 1;
