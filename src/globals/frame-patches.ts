import { millisecondsOf, virtualLoopHere } from "./milliseconds-of.ts";
import { LoopTimer } from "./loop-timer.ts";
import type { Patch } from "./patch.ts";

/** `requestAnimationFrame()`, where there is one: the next frame is at the next multiple of 1/60 s. */
export const framePatches: readonly Patch[] = [
  {
    on: globalThis,
    property: "requestAnimationFrame",
    replace:
      (host: Request): Request =>
      (callback) => {
        const loop = virtualLoopHere();
        if (loop === undefined) return host(callback);
        const nowMs = loop.time() * 1_000;
        const next = (Math.floor(nowMs / frameMs + 1e-6) + 1) * frameMs;
        return Number(new LoopTimer(loop, () => callback(millisecondsOf(loop)), next - nowMs, false));
      },
  },
  {
    on: globalThis,
    property: "cancelAnimationFrame",
    replace: (host: (frame: unknown) => void) => (frame: unknown) => {
      const loop = virtualLoopHere();
      const timer = loop && LoopTimer.numbered(loop, frame);
      if (timer === undefined) host(frame);
      else timer.close();
    },
  },
];

/** Milliseconds between two frames of a screen with 60 Hz. */
const frameMs = 1_000 / 60;

type Request = (callback: (timeMs: number) => void) => unknown;
