import { hrtime, uptime } from "node:process";
import { performance as nodePerformance } from "node:perf_hooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { virtualLoopHere } from "#globals/milliseconds-of";
import { resetSystemTime, setSystemTime, systemTimeSet } from "#globals/process-clock";
import { run, sleep } from "#index";
import { type FakeGlobals, fakeGlobals, virtualLoop } from "#testing";

let globals: FakeGlobals;
beforeEach(() => {
  globals = fakeGlobals({ now: epoch });
});
afterEach(() => globals.restore());

const epoch = Date.UTC(2030, 0, 1);

function inLoop<T>(main: () => Promise<T>): Promise<T> {
  return run(main, { loopFactory: virtualLoop() });
}

/** What the clocks read that tell the age of the process, in milliseconds. */
function ages(): number[] {
  const [seconds, nanoseconds] = hrtime();
  return [performance.now(), uptime() * 1_000, seconds * 1_000 + nanoseconds / 1e6, Number(hrtime.bigint()) / 1e6];
}

const setDate = (dateMs: number): void => {
  const loop = virtualLoopHere();
  if (loop !== undefined) setSystemTime(loop, dateMs);
};

describe("the clocks of a process on loop time", () => {
  it("say that it is one second old at loop time 0, since code takes 0 for never", async () => {
    expect(await inLoop(async () => [...ages(), performance.timeOrigin, Date.now()])).toEqual([
      ...[1_000, 1_000, 1_000, 1_000],
      epoch - 1_000,
      epoch,
    ]);
  });

  it("are the host's outside of virtual loops", async () => {
    const real = performance.timeOrigin;
    expect(Math.abs(real + performance.now() - Date.now())).toBeLessThan(60_000);
    expect(nodePerformance.timeOrigin).toBe(real);
    expect(Math.abs(uptime() * 1_000 - performance.now())).toBeLessThan(60_000);
  });

  it("date marks and measures", async () => {
    const entries = await inLoop(async () => {
      performance.mark("begun");
      await sleep(2);
      return [
        performance.mark("over", { detail: "with a detail" }),
        performance.mark("then", { startTime: 5 }),
        performance.measure("from the origin"),
        performance.measure("from a mark", "begun"),
        performance.measure("from mark to mark", "begun", "over"),
        performance.measure("from an option", { start: "begun", detail: 1 }),
        performance.measure("with a detail", { detail: 1 }),
        performance.measure("that long until now", { duration: 500 }),
        performance.measure("of a duration", { start: 10, duration: 7 }),
        performance.measure("to an option", { end: "over", duration: 500 }),
        ...performance.getEntriesByName("begun"),
      ].map(({ name, startTime, duration }) => [name, startTime, duration]);
    });
    performance.clearMarks();
    performance.clearMeasures();

    expect(entries).toEqual([
      ["over", 3_000, 0],
      ["then", 5, 0],
      ["from the origin", 0, 3_000],
      ["from a mark", 1_000, 2_000],
      ["from mark to mark", 1_000, 2_000],
      ["from an option", 1_000, 2_000],
      ["with a detail", 0, 3_000],
      ["that long until now", 2_500, 500],
      ["of a duration", 10, 7],
      ["to an option", 2_500, 500],
      ["begun", 1_000, 0],
    ]);
  });

  it("give differences as Node does, also to a reading that lies ahead", async () => {
    const differences = await inLoop(async () => {
      const before = hrtime();
      await sleep(1.25);
      return [hrtime(before), hrtime([3, 0]), hrtime([2, 500_000_000])];
    });

    expect(differences).toEqual([
      [1, 250_000_000],
      [-1, 250_000_000],
      [-1, 750_000_000],
    ]);
  });

  it.each([5, [1], null])("refuse %j as an earlier reading, as Node does", async (reading) => {
    const refusal = (): unknown => {
      try {
        return (hrtime as (reading: unknown) => unknown)(reading);
      } catch (error) {
        return (error as NodeJS.ErrnoException).code;
      }
    };
    expect(await inLoop(async () => refusal())).toBe(refusal());
  });

  it("go on from a date that was set, in the loop whose date it is, until it is reset", async () => {
    const readings = await inLoop(async () => {
      setDate(5_000);
      await sleep(60);
      const loop = virtualLoopHere();
      const set = loop && systemTimeSet(loop);
      const date = new Date().getTime();
      if (loop !== undefined) resetSystemTime(loop);
      return [date, set, performance.now(), Date.now() - epoch];
    });

    expect(readings).toEqual([65_000, 65_000, 61_000, 60_000]);
    expect(await inLoop(async () => Date.now())).toBe(epoch);
  });
});
