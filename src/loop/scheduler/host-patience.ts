import type { Clock } from "../../core/contracts/clock.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import { thisHost } from "../../host/this-host.ts";
import type { EngineParts } from "../engine-parts.ts";
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

  /** Called between two iterations, where CPython polls: whether the host must have its turn. */
  isOver(): boolean {
    return this.#turnsLeft <= 0 && this.#isDue(patienceMs);
  }

  /** Called before each turn of an iteration: whether the iteration is so long that the host must have its turn inside. */
  isLost(): boolean {
    this.#turnsLeft -= 1;
    return this.#turnsLeft <= -turnsPerLook && this.#isDue(longPatienceMs);
  }

  /** @param awaitedMs - How long the host may wait if something of it is awaited. */
  #isDue(awaitedMs: number): boolean {
    this.#turnsLeft = turnsPerLook;
    const now = thisHost.nowMs();
    const isAwaited = this.#clock.servesHost() || this.#outside?.outstanding() === true;
    const since = this.#servedMs === 0 ? (isAwaited ? Infinity : 0) : now - this.#servedMs;
    const isDue = since >= (isAwaited ? awaitedMs : longPatienceMs);
    if (isDue || this.#servedMs === 0) this.#servedMs = now;
    return isDue;
  }
}

/** Whether the host must have another macrotask before `loop` goes on, so that native code does what the program has begun. */
export function awaitsHost({ hostWaits }: LoopCore): boolean {
  if (hostWaits === undefined || hostWaits.size === 0) return false;
  for (const isNeeded of hostWaits) if (isNeeded()) return true;
  return false;
}

/** Whether a loop on the host's clock has nothing to do, now or at a known time, and nobody watches its turns. */
export function isIdle(schedule: Schedule, loop: LoopCore, { probes }: EngineParts): boolean {
  const { drainsHost, stopping, ready, timers, arrivals, afterDrain, deaths } = schedule;
  if (drainsHost || stopping || ready.length > 0 || timers.size > 0 || arrivals.length > 0) return false;
  return (
    afterDrain.isEmpty && !deaths.any && probes.all === undefined && loop.places === undefined && !awaitsHost(loop)
  );
}

/** What a loop has to do. */
interface Schedule {
  readonly drainsHost: boolean;
  readonly stopping: boolean;
  readonly ready: { readonly length: number };
  readonly timers: { readonly size: number };
  readonly arrivals: { readonly length: number };
  readonly afterDrain: { readonly isEmpty: boolean };
  readonly deaths: { readonly any: boolean };
}

/** Turns between two looks at the host's clock. */
const turnsPerLook = 256;
/** How long the host may wait for a busy loop, in milliseconds. */
const patienceMs = 1;
/** The same inside an iteration, and where the loop awaits nothing of the host. */
const longPatienceMs = 50;
