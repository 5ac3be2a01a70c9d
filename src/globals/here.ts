import { runningLoop } from "../core/context/current.ts";
import { BaseEventLoop } from "../loop/base-event-loop.ts";

/** The virtual loop that runs the caller: whoever is outside of one keeps the host's own time. */
export function virtualLoopHere(): BaseEventLoop | undefined {
  const loop = runningLoop();
  return loop instanceof BaseEventLoop && loop.isVirtual() ? loop : undefined;
}

/** Milliseconds of loop time, to the nanosecond: what sums of binary fractions lack must not keep anybody waiting for a time that has come. */
export function millisecondsOf(loop: BaseEventLoop): number {
  return Math.round(loop.time() * 1e9) / 1e6;
}
