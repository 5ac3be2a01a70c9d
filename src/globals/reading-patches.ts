import { millisecondsOf, nanosecondsOf, virtualLoopHere } from "./milliseconds-of.ts";
import type { Patch } from "./patch.ts";
import type { ProcessClock } from "./process-clock.ts";

/**
 * `performance.now()`, `mark()`, `measure()` and `timeOrigin`, `process.uptime()` and `hrtime()`: the age of a process on loop time, fractions
 * kept.
 */
export function readingPatches(clock: ProcessClock): readonly Patch[] {
  return [
    {
      on: performance,
      property: "now",
      replace: (host: () => number) => () => {
        const loop = virtualLoopHere();
        return loop === undefined ? Reflect.apply(host, performance, []) : millisecondsOf(loop);
      },
    },
    { on: performance, property: "mark", replace: mark },
    { on: performance, property: "measure", replace: measure },
    {
      on: performance,
      property: "timeOrigin",
      read: (host: number) => {
        const loop = virtualLoopHere();
        return loop === undefined ? host : clock.timeOrigin(loop);
      },
    },
    {
      on: process,
      property: "uptime",
      replace: (host: () => number) => () => {
        const loop = virtualLoopHere();
        return loop === undefined ? host() : millisecondsOf(loop) / 1_000;
      },
    },
    { on: process, property: "hrtime", replace: hrtime },
  ];
}

function mark(host: Mark): Mark {
  return (name, options) => {
    const loop = virtualLoopHere();
    const isNow = loop !== undefined && options?.startTime === undefined;
    return Reflect.apply(host, performance, [name, isNow ? { ...options, startTime: millisecondsOf(loop) } : options]);
  };
}

function measure(host: Measure): Measure {
  return (name, from, to) => {
    const loop = virtualLoopHere();
    const options = typeof from === "object" && from !== null ? from : { start: from ?? 0 };
    const { start, end, duration } = options;
    const endsNow = to === undefined && end === undefined && (start === undefined || duration === undefined);
    if (loop === undefined || !endsNow) return Reflect.apply(host, performance, [name, from, to]);
    return Reflect.apply(host, performance, [name, { ...options, end: millisecondsOf(loop) }]);
  };
}

type Mark = (name: string, options?: { readonly startTime?: number }) => unknown;
type Measure = (name: string, from?: string | MeasureOptions | null, to?: string) => unknown;

interface MeasureOptions {
  readonly start?: string | number;
  readonly end?: string | number;
  readonly duration?: number;
}

function hrtime(host: NodeJS.HRTime): NodeJS.HRTime {
  const read = (previous?: [number, number]): [number, number] => {
    const loop = virtualLoopHere();
    const elapsed = host(previous); // the host refuses what is no reading, in its own words
    if (loop === undefined) return elapsed;
    const now = pair(nanosecondsOf(loop));
    return previous === undefined ? now : minus(now, previous);
  };
  const bigint = (): bigint => {
    const loop = virtualLoopHere();
    return loop === undefined ? host.bigint() : nanosecondsOf(loop);
  };
  return Object.assign(read, { bigint });
}

type Reading = [seconds: number, nanoseconds: number];

function pair(nanoseconds: bigint): Reading {
  return [Number(nanoseconds / 1_000_000_000n), Number(nanoseconds % 1_000_000_000n)];
}

/** The nanoseconds stay positive, as Node has them, also if `previous` lies ahead. */
function minus(now: Reading, previous: Reading): Reading {
  const seconds = now[0] - previous[0];
  const nanoseconds = now[1] - previous[1];
  return nanoseconds < 0 ? [seconds - 1, nanoseconds + 1e9] : [seconds, nanoseconds];
}
