import fakeTimers from "@sinonjs/fake-timers";
import { virtualLoopHere } from "./milliseconds-of.ts";
import type { Patch } from "./patch.ts";
import type { ProcessClock } from "./process-clock.ts";

/**
 * One clock of fake-timers for all runs: it has no timers and never ticks. Its `now` is a getter that asks the loop, so that
 * the loop stays the one source of time.
 */
export function clockPatches(processClock: ProcessClock): readonly Patch[] {
  const clock = fakeTimers.createClock();
  const hostNow = Date.now;
  Object.defineProperty(clock, "now", {
    get: () => {
      const loop = virtualLoopHere();
      return loop === undefined ? hostNow() : processClock.date(loop);
    },
  });
  return [
    { on: globalThis, property: "Date", replace: (host: DateConstructor) => insideLoops(host, clock.Date) },
    {
      on: Intl,
      property: "DateTimeFormat",
      replace: (host: typeof Intl.DateTimeFormat) => insideLoops(host, clock.Intl?.DateTimeFormat),
    },
  ];
}

/** The constructor `host`, replaced by `fake` where a virtual loop runs the caller. */
function insideLoops<T extends abstract new (...args: never[]) => unknown>(host: T, fake: unknown): T {
  const stand = fake as T & ((...args: unknown[]) => unknown);
  const isInside = (): boolean => virtualLoopHere() !== undefined;
  const proxy: T = new Proxy(host, {
    construct: (_, args, newTarget) => {
      const target = isInside() ? stand : host;
      return Reflect.construct(target, args, newTarget === proxy ? target : newTarget) as object;
    },
    apply: (_, receiver, args) => Reflect.apply(isInside() ? stand : (host as typeof stand), receiver, args),
    get: (_, property) => Reflect.get(isInside() && property === "now" ? stand : host, property) as unknown,
  });
  return proxy;
}
