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
    { on: globalThis, property: "Date", replace: (host: DateConstructor) => onLoopTime(host, processClock) },
    {
      on: Intl,
      property: "DateTimeFormat",
      replace: (host: typeof Intl.DateTimeFormat) => insideLoops(host, clock.Intl?.DateTimeFormat),
    },
  ];
}

/** `Date`, whose present is loop time. Its instances are the host's: fake timers that somebody installs above it extend them. */
function onLoopTime(host: DateConstructor, processClock: ProcessClock): DateConstructor {
  const now = (): number => {
    const loop = virtualLoopHere();
    return loop === undefined ? host.now() : processClock.date(loop);
  };
  const proxy: DateConstructor = new Proxy(host, {
    construct: (_, args, newTarget) =>
      Reflect.construct(host, args.length === 0 ? [now()] : args, newTarget === proxy ? host : newTarget) as object,
    apply: () => new host(now()).toString(),
    get: (_, property) => Reflect.get(property === "now" ? { now } : host, property) as unknown,
  });
  return proxy;
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
  });
  return proxy;
}
