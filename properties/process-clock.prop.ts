import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { virtualLoopHere } from "#globals/milliseconds-of";
import { setSystemTime } from "#globals/process-clock";
import { run, sleep } from "#index";
import { fakeGlobals, virtualClock, virtualLoop } from "#testing";

const anySeconds = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 1e6, noNaN: true }));

const anySteps = fc.array(fc.record({ delay: anySeconds, date: fc.option(fc.integer({ min: -8e14, max: 8e14 })) }));

const anyEpoch = fc.oneof(fc.constant(Date.UTC(2026, 0, 1)), fc.double({ min: -8e14, max: 8e14, noNaN: true }));

test.prop({ steps: anySteps, start: anySeconds, epoch: anyEpoch }, { numRuns: 500 })(
  "the clocks of a process agree, whenever they are read, wherever the loop starts and whatever the date is set to",
  async ({ steps, start, epoch }) => {
    using _globals = fakeGlobals({ now: epoch });
    await run(
      async () => {
        for (const { delay, date } of steps) {
          await sleep(delay);
          const loop = virtualLoopHere();
          if (date !== null && loop !== undefined) setSystemTime(loop, date);
          expect(Math.floor(performance.timeOrigin + performance.now())).toBe(Date.now());
          const [seconds, nanoseconds] = process.hrtime();
          expect(BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds)).toBe(process.hrtime.bigint());
          expect(Number(process.hrtime.bigint()) / 1e6).toBe(performance.now());
          expect(process.uptime()).toBe(performance.now() / 1_000);
        }
      },
      { loopFactory: virtualLoop({ clock: virtualClock({ start }) }) }, // oxfmt-ignore
    );
  },
);
