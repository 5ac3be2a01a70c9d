import { millisecondsOf, virtualLoopHere } from "./milliseconds-of.ts";
import type { Patch } from "./patch.ts";

/** `performance.now()` and `process.hrtime()`: loop time in their units, fractions kept. */
export const readingPatches: readonly Patch[] = [
  {
    on: performance,
    property: "now",
    replace: (host: () => number) => () => {
      const loop = virtualLoopHere();
      return loop === undefined ? Reflect.apply(host, performance, []) : millisecondsOf(loop);
    },
  },
  { on: process, property: "hrtime", replace: hrtime },
];

function hrtime(host: NodeJS.HRTime): NodeJS.HRTime {
  const read = (previous?: [number, number]): [number, number] => {
    const loop = virtualLoopHere();
    if (loop === undefined) return host(previous);
    const now = nanoseconds(loop.time()) - (previous === undefined ? 0n : total(previous));
    return [Number(now / 1_000_000_000n), Number(now % 1_000_000_000n)];
  };
  const bigint = (): bigint => {
    const loop = virtualLoopHere();
    return loop === undefined ? host.bigint() : nanoseconds(loop.time());
  };
  return Object.assign(read, { bigint });
}

function nanoseconds(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1e9));
}

function total([seconds, rest]: readonly [number, number]): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(rest);
}
