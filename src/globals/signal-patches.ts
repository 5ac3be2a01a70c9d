import { virtualLoopHere } from "./milliseconds-of.ts";
import { longestMs, LoopTimer } from "./loop-timer.ts";
import type { Patch } from "./patch.ts";

/** `AbortSignal.timeout()`. */
export const signalPatches: readonly Patch[] = [
  {
    on: AbortSignal,
    property: "timeout",
    replace: (host: (ms: number) => AbortSignal) => (ms: number) => {
      const loop = virtualLoopHere();
      const isDelay = Number.isInteger(ms) && ms >= 0 && ms <= longestMs;
      // The host refuses a wrong delay in its own words, and warns of one that is too long and becomes 1 ms.
      const own = loop === undefined || !isDelay ? Reflect.apply(host, AbortSignal, [ms]) : undefined;
      if (loop === undefined) return own;
      const controller = new AbortController();
      const expire = (): void => {
        controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
      };
      new LoopTimer(loop, expire, isDelay ? Math.max(ms, 1) : 1, false).unref();
      return controller.signal;
    },
  },
];
