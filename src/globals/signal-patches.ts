import { virtualLoopHere } from "./milliseconds-of.ts";
import { LoopTimer } from "./loop-timer.ts";
import type { Patch } from "./patch.ts";

/** `AbortSignal.timeout()`. */
export const signalPatches: readonly Patch[] = [
  {
    on: AbortSignal,
    property: "timeout",
    replace: (host: (ms: number) => AbortSignal) => (ms: number) => {
      const loop = virtualLoopHere();
      // The host refuses a wrong delay, in its own words.
      const isDelay = ms >= 0 && ms <= Number.MAX_SAFE_INTEGER;
      if (loop === undefined || !isDelay) return Reflect.apply(host, AbortSignal, [ms]);
      const controller = new AbortController();
      const expire = (): void => {
        controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
      };
      new LoopTimer(loop, expire, ms, false).unref();
      return controller.signal;
    },
  },
];
