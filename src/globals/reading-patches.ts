import { millisecondsOf, nanosecondsOf, virtualLoopHere } from "./milliseconds-of.ts";
import type { Patch } from "./patch.ts";
import type { ProcessClock } from "./process-clock.ts";

/** `performance.now()` and `timeOrigin`, `process.uptime()` and `hrtime()`: the age of a process on loop time, fractions kept. */
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
