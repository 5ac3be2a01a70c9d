import type { Clock } from "../core/contracts/clock.ts";
import { virtualEngineHere } from "../loop/engine.ts";

/**
 * Milliseconds that the process of `loop` has lived, rounded to the nanosecond: without rounding, a time that has come could still
 * seem to lie ahead.
 */
export function millisecondsOf(loop: Pick<Clock, "time">): number {
  return (Math.round(loop.time() * 1e9) + ageNs) / 1e6;
}

/** Nanoseconds that the process of `loop` has lived. */
export function nanosecondsOf(loop: Pick<Clock, "time">): bigint {
  return BigInt(Math.round(loop.time() * 1e9)) + BigInt(ageNs);
}

/** What a process has lived at loop time 0. Code takes a `performance.now()` of 0 for "never". */
const ageNs = 1_000_000_000;

/** The virtual loop that runs the caller: outside of virtual loops code keeps the host's own time. */
export { virtualEngineHere as virtualLoopHere };

/**
 * The virtual loop whose timers the caller sets. While somebody's fake timers drive it, a function that was kept from before them is the
 * host's, as in any test with fake timers.
 */
export function timerLoopHere(): ReturnType<typeof virtualEngineHere> {
  const loop = virtualEngineHere();
  return loop?.parts.clock.driver?.() === undefined ? loop : undefined;
}
