import type { Engine } from "../loop/engine.ts";

/** Milliseconds of loop time, to the nanosecond: what sums of binary fractions lack must not keep anybody waiting for a time that has come. */
export function millisecondsOf(loop: Engine): number {
  return Math.round(loop.time() * 1e9) / 1e6;
}

/** The virtual loop that runs the caller: whoever is outside of one keeps the host's own time. */
export { virtualEngineHere as virtualLoopHere } from "../loop/engine.ts";
