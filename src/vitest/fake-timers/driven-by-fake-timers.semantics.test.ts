import { describe, expect, test as plain, vi } from "vitest";
import { test } from "#vitest/index";

describe.each([
  ["without a loop", plain],
  ["on the loop of a test", test],
] as const)("fake timers %s", (_, declare) => {
  (declare as typeof plain).for(Object.entries(cases()))("%s", async ([, body]) => {
    expect(await toldBy(body)).toEqual(body.tells);
  });
});

/** What a body tells, with the milliseconds since fake timers were installed. */
type Log = (what: unknown) => void;

/** A body with fake timers, and what vitest's own make it tell. */
interface Body {
  readonly run: (log: Log) => unknown;
  readonly tells: readonly string[];
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

/** Bodies by what they show. Each begins with `vi.useFakeTimers()` in force. */
function cases(): Readonly<Record<string, Body>> {
  return {
    "advanceTimersByTime() fires timers in order of deadline, and of setting": {
      run: (log) => {
        setTimeout(() => log("c"), 30);
        setTimeout(() => log("a"), 10);
        setTimeout(() => log("b"), 10);
        log(vi.getTimerCount());
        vi.advanceTimersByTime(10);
        log("between");
        vi.advanceTimersByTime(19);
        log(vi.getTimerCount());
        vi.advanceTimersByTime(1);
      },
      tells: ["0 3", "10 a", "10 b", "10 between", "29 1", "30 c"],
    },
    "advanceTimersByTime() fires timers that timers set, and no promise reactions": {
      run: async (log) => {
        setTimeout(() => {
          log("first");
          setTimeout(() => log("second"), 10);
          void Promise.resolve().then(() => log("reaction"));
        }, 10);
        vi.advanceTimersByTime(20);
        log("advanced");
        await Promise.resolve();
        log("awaited");
      },
      tells: ["10 first", "20 second", "20 advanced", "20 reaction", "20 awaited"],
    },
    "advanceTimersByTimeAsync() lets promises run in between": {
      run: async (log) => {
        const work = async (): Promise<void> => {
          for (const step of [1, 2, 3]) {
            await delay(100);
            log(step);
          }
        };
        const done = work();
        await vi.advanceTimersByTimeAsync(250);
        log("advanced");
        await vi.advanceTimersByTimeAsync(50);
        await done;
        log("done");
      },
      tells: ["100 1", "200 2", "250 advanced", "300 3", "300 done"],
    },
    "runAllTimers() runs all, new ones included": {
      run: (log) => {
        setTimeout(() => {
          log("a");
          setTimeout(() => log("b"), 1_000);
        }, 1_000);
        setImmediate(() => log("immediate"));
        vi.runAllTimers();
        log(vi.getTimerCount());
      },
      tells: ["0 immediate", "1000 a", "2000 b", "2000 0"],
    },
    "runAllTimersAsync() follows chains of promises": {
      run: async (log) => {
        const chain = (async () => {
          await delay(3_600_000);
          log("an hour");
          await delay(3_600_000);
          log("another");
        })();
        await vi.runAllTimersAsync();
        await chain;
      },
      tells: ["3600000 an hour", "7200000 another"],
    },
    "runOnlyPendingTimers() leaves new timers": {
      run: (log) => {
        setTimeout(() => {
          log("a");
          setTimeout(() => log("never"), 1);
        }, 10);
        vi.runOnlyPendingTimers();
        log(vi.getTimerCount());
      },
      tells: ["10 a", "10 1"],
    },
    "runOnlyPendingTimersAsync() leaves new timers of later": {
      run: async (log) => {
        setTimeout(() => {
          log("a");
          setTimeout(() => log("never"), 10);
        }, 10);
        await vi.runOnlyPendingTimersAsync();
        log(vi.getTimerCount());
      },
      tells: ["10 a", "10 1"],
    },
    "advanceTimersToNextTimer() goes from one to the next": {
      run: (log) => {
        const interval = setInterval(() => log("tick"), 50);
        setTimeout(() => log("once"), 70);
        for (let i = 0; i < 3; i++) {
          vi.advanceTimersToNextTimer();
          log(i);
        }
        clearInterval(interval);
      },
      tells: ["50 tick", "50 0", "70 once", "70 1", "100 tick", "100 2"],
    },
    "advanceTimersToNextTimerAsync() and advanceTimersToNextFrame() let promises run": {
      run: async (log) => {
        void delay(5).then(() => log("then"));
        await vi.advanceTimersToNextTimerAsync();
        vi.advanceTimersToNextFrame();
        log("frame");
      },
      tells: ["5 then", "16 frame"],
    },
    "runAllTicks() runs no ticks of the host, which are not faked": {
      run: async (log) => {
        process.nextTick(() => log("tick"));
        vi.runAllTicks();
        log("ran");
        await vi.advanceTimersByTimeAsync(1);
        log("advanced");
      },
      tells: ["0 ran", "0 tick", "1 advanced"],
    },
    "clearAllTimers() forgets them": {
      run: (log) => {
        setTimeout(() => log("never"), 1);
        vi.clearAllTimers();
        vi.advanceTimersByTime(10);
        log(vi.getTimerCount());
      },
      tells: ["10 0"],
    },
    "setSystemTime() sets the date, and fires nothing": {
      run: (log) => {
        setTimeout(() => log(new Date().toISOString()), 1_000);
        vi.setSystemTime(Date.UTC(2040, 0, 1));
        log(new Date().getUTCFullYear());
        vi.advanceTimersByTime(1_000);
        log(vi.getMockedSystemTime()?.toISOString());
      },
      tells: ["0 2040", "1000 2040-01-01T00:00:01.000Z", "1000 2040-01-01T00:00:01.000Z"],
    },
    "performance.now() follows": {
      run: (log) => {
        const start = performance.now();
        vi.advanceTimersByTime(1_234);
        log(performance.now() - start);
      },
      tells: ["1234 1234"],
    },
    "a callback that throws is thrown by the advance": {
      run: (log) => {
        setTimeout(() => {
          throw new Error("boom");
        }, 5);
        try {
          vi.advanceTimersByTime(10);
        } catch (error) {
          log((error as Error).message);
        }
      },
      tells: ["10 boom"],
    },
    "endless timers are stopped": {
      run: (log) => {
        setInterval(() => undefined, 1);
        try {
          vi.runAllTimers();
        } catch (error) {
          log((error as Error).message.split(",")[0]);
        }
        vi.clearAllTimers();
      },
      tells: ["10000 Aborting after running 10000 timers"],
    },
    "isFakeTimers() and useRealTimers()": {
      run: async (log) => {
        log(vi.isFakeTimers());
        setTimeout(() => log("never"), 1);
        vi.useRealTimers();
        log(vi.isFakeTimers());
        await delay(5);
        log(() => vi.advanceTimersByTime(1));
      },
      tells: ["0 true", "0 false", "0 throws"],
    },
    "installing again begins again": {
      run: (log) => {
        setTimeout(() => log("never"), 5);
        vi.useFakeTimers();
        log(vi.getTimerCount());
        setTimeout(() => log("a"), 5);
        vi.advanceTimersByTime(5);
      },
      tells: ["0 0", "5 a"],
    },
    "toFake leaves the rest alone": {
      run: async (log) => {
        vi.useFakeTimers({ toFake: ["Date"], now: 77 });
        log(Date.now());
        await delay(3);
        log(Date.now());
        vi.advanceTimersByTime(3);
        log(Date.now());
      },
      tells: ["0 77", "0 77", "0 80"],
    },
    "setTimerTickMode() may let time go on by itself": {
      run: async (log) => {
        vi.setTimerTickMode("nextTimerAsync");
        await delay(1_000);
        log("slept");
      },
      tells: ["1000 slept"],
    },
    "shouldAdvanceTime follows the host": {
      run: async (log) => {
        vi.useFakeTimers({ shouldAdvanceTime: true });
        await delay(20);
        log("slept");
      },
      tells: ["20 slept"],
    },
    "a timer that was kept from before is the host's": {
      run: async (log) => {
        vi.useRealTimers();
        const { setTimeout: kept } = globalThis;
        vi.useFakeTimers();
        await new Promise((resolve) => void kept(resolve, 5));
        log("kept");
      },
      tells: ["0 kept"],
    },
  };
}

/** Run a body with fake timers. @returns what it has told */
async function toldBy({ run }: Body): Promise<string[]> {
  const told: string[] = [];
  vi.useFakeTimers();
  let start = performance.now();
  const log: Log = (what) => {
    if (typeof what !== "function") {
      told.push(`${"clock" in setTimeout ? Math.round(elapsed()) : 0} ${String(what)}`);
      return;
    }
    try {
      (what as () => void)();
      told.push("0 returns");
    } catch {
      told.push("0 throws");
    }
  };
  let origin: unknown = globalThis.performance;
  const elapsed = (): number => {
    if (globalThis.performance !== origin) {
      origin = globalThis.performance;
      start = 0;
    }
    return performance.now() - start;
  };
  try {
    await run(log);
    return told;
  } finally {
    vi.useRealTimers();
  }
}
