import { wallClock } from "../loop/clock/wall-clock.ts";
import type { Engine } from "../loop/engine.ts";
import { millisecondsOf } from "./milliseconds-of.ts";

/**
 * The wall time of a process that lives on loop time: `Math.floor(performance.timeOrigin + performance.now()) === Date.now()`,
 * whatever the time, and whoever has set the date. In a simulated world it is the wall time of the caller's host.
 */
export class ProcessClock {
  /** When the process of a loop began, if nobody has set its date. */
  #origin: number;

  /** @param epochMs - Wall time at loop time 0. */
  constructor(epochMs: number) {
    this.#origin = originOf(epochMs);
  }

  /** From now on the wall time is `epochMs` at loop time 0. */
  begin(epochMs: number): void {
    this.#origin = originOf(epochMs);
  }

  /** `performance.timeOrigin`. */
  timeOrigin(loop: Engine): number {
    return (origins.get(loop) ?? this.#origin) + loop.service(wallClock).ahead() * 1_000;
  }

  /** `Date.now()`. */
  date(loop: Engine): number {
    return dateFrom(this.timeOrigin(loop), loop);
  }
}

function originOf(epochMs: number): number {
  return epochMs - millisecondsOf({ time: () => 0 });
}

/** Set the wall time of `loop`, which goes on from there. No other clock moves. */
export function setSystemTime(loop: Engine, dateMs: number): void {
  origins.set(loop, dateMs - Math.floor(millisecondsOf(loop)));
}

/** Take back what `setSystemTime()` has done. */
export function resetSystemTime(loop: Engine): void {
  origins.delete(loop);
}

/** The wall time of `loop`, if `setSystemTime()` has set it. */
export function systemTimeSet(loop: Engine): number | undefined {
  const origin = origins.get(loop);
  return origin === undefined ? undefined : dateFrom(origin, loop);
}

function dateFrom(origin: number, loop: Engine): number {
  return Math.floor(origin + millisecondsOf(loop));
}

/** When the processes began whose date was set. */
const origins = new WeakMap<Engine, number>();
