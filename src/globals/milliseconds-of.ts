import type { Engine } from "../loop/engine.ts";

/** Milliseconds of loop time, rounded to the nanosecond: without rounding, a time that has come could still seem to lie ahead. */
export function millisecondsOf(loop: Engine): number {
  return Math.round(loop.time() * 1e9) / 1e6;
}

/** The virtual loop that runs the caller: outside of virtual loops code keeps the host's own time. */
export { virtualEngineHere as virtualLoopHere } from "../loop/engine.ts";
