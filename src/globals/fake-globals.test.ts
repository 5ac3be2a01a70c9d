import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import nodeTimers, { setTimeout as timersSetTimeout } from "node:timers";
import nodePromises, {
  scheduler,
  setImmediate as afterImmediate,
  setInterval as every,
  setTimeout as after,
} from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTask, currentTask, DeadlockError, gather, getRunningLoop, run, sleep } from "#index";
import { type FakeGlobals, fakeGlobals, virtualLoop } from "#testing";

/** Everything that is replaced, as it is now. */
function everything(): unknown[] {
  const places = [globalThis, nodeTimers, nodePromises, scheduler, performance, process, AbortSignal, Math, Intl];
  const names = [
    ...["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate", "Date"],
    ...["now", "timeOrigin", "hrtime", "uptime", "DateTimeFormat", "timeout", "random", "wait", "yield"],
  ];
  return places.flatMap((place) => names.map((name) => Reflect.get(place, name) as unknown));
}

const host = { everything: everything(), Date, timeoutOfTimers: timersSetTimeout };

let globals: FakeGlobals;
beforeEach(() => {
  globals = fakeGlobals({ now: Date.UTC(2030, 0, 1), random: true });
});
afterEach(() => globals.restore());

const time = (): number => getRunningLoop().time();
const inLoop = <T>(main: () => Promise<T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("fakeGlobals()", () => {
  it.each([
    ["setTimeout", () => new Promise((resolve) => setTimeout(resolve, 1_500))],
    ["setTimeout of node:timers", () => new Promise((resolve) => timersSetTimeout(resolve, 1_500))],
    ["setTimeout of node:timers/promises", () => after(1_500)],
    ["promisify(setTimeout)", () => promisify(setTimeout)(1_500)],
    ["scheduler.wait", () => scheduler.wait(1_500)],
    ["AbortSignal.timeout", () => aborted(AbortSignal.timeout(1_500))],
  ])("puts %s on loop time", async (_, wait) => {
    expect(await inLoop(async () => (await wait(), time()))).toBe(1.5);
  });

  it("reads the clocks from the loop: Date, Intl, performance and hrtime", async () => {
    const readings = await inLoop(async () => {
      const started = process.hrtime();
      await sleep(86_400.0015);
      return {
        date: new Date().toISOString(),
        now: Date.now() - Date.UTC(2030, 0, 1),
        text: Date().slice(0, 15),
        formatted: new Intl.DateTimeFormat("en", { timeZone: "UTC" }).format(),
        performance: performance.now(),
        hrtime: process.hrtime(started),
        bigint: process.hrtime.bigint(),
      };
    });

    expect(readings).toEqual({
      date: "2030-01-02T00:00:00.001Z",
      now: 86_400_001,
      text: "Wed Jan 02 2030",
      formatted: "1/2/2030",
      performance: 86_401_001.5,
      hrtime: [86_400, 1_500_000],
      bigint: 86_401_001_500_000n,
    });
  });

  it("reads no less than the delays that have passed, though seconds are binary fractions", async () => {
    globals.restore();
    globals = fakeGlobals({ now: 0 });
    const short = await inLoop(async () => {
      const wrong: number[] = [];
      for (let ms = 1; ms < 1_000; ms += 1) {
        const date = Date.now();
        const reading = performance.now();
        await after(ms);
        if (Date.now() - date !== ms || performance.now() - reading !== ms) wrong.push(ms);
      }
      return wrong;
    });

    expect(short).toEqual([]);
  });

  it("makes dates that are dates, whoever asks", async () => {
    const [made, given] = await inLoop(async () => [new Date(), new Date(5)] as const);

    expect([made instanceof Date, made instanceof host.Date, given.getTime()]).toEqual([true, true, 5]);
    expect(Object.prototype.toString.call(made)).toBe("[object Date]");
  });

  it("runs intervals until they are cleared, however they are named", async () => {
    const ticks = await inLoop(async () => {
      const seen: number[] = [];
      const object = setInterval(() => seen.push(time()), 1_000);
      const other: unknown = setInterval(() => seen.push(-time()), 1_000);
      const number = Number(other);
      await sleep(2.5);
      clearInterval(number);
      await sleep(1);
      clearInterval(object);
      await sleep(10);
      return seen;
    });

    expect(ticks).toEqual([1, -1, 2, -2, 3]);
  });

  it("iterates an interval of node:timers/promises", async () => {
    const times = await inLoop(async () => {
      const seen: number[] = [];
      for await (const value of every(1_000, "tick")) {
        expect(value).toBe("tick");
        if (seen.push(time()) === 3) break;
      }
      return seen;
    });

    expect(times).toEqual([1, 2, 3]);
  });

  it("calls an immediate in the next iteration, and not once it is cleared", async () => {
    const called: string[] = [];
    await inLoop(async () => {
      clearImmediate(setImmediate(() => called.push("cleared")));
      setImmediate((value: string) => called.push(value), "called");
      await afterImmediate();
      await scheduler.yield();
    });

    expect(called).toEqual(["called"]);
  });

  it("has timers that can be refreshed, closed and asked whether they hold the process", async () => {
    const seen: unknown[] = [];
    await inLoop(async () => {
      const timer = setTimeout(() => seen.push(time()), 1_000);
      seen.push(timer.hasRef(), timer.unref().hasRef(), timer.ref().hasRef());
      await sleep(0.5);
      timer.refresh();
      setTimeout(() => seen.push("closed"), 100).close();
      await sleep(2);
    });

    expect(seen).toEqual([true, false, true, 1.5]);
  });

  it("has immediates that can be closed and asked whether they hold the process", async () => {
    const seen: unknown[] = [];
    await inLoop(async () => {
      const immediate = setImmediate(() => seen.push("called"));
      seen.push(immediate.hasRef(), immediate.unref().hasRef(), immediate.ref().hasRef());
      setImmediate(() => seen.push("disposed"))[Symbol.dispose]();
      await sleep(1);
    });

    expect(seen).toEqual([true, false, true, "called"]);
  });

  it("rejects a wait whose signal is aborted, as Node does", async () => {
    const error = await inLoop(async () => {
      const controller = new AbortController();
      setTimeout(() => controller.abort("enough"), 1_000);
      return await after(5_000, undefined, { signal: controller.signal }).catch((caught: unknown) => caught);
    });

    expect(error).toMatchObject({ name: "AbortError", code: "ABORT_ERR", cause: "enough" });
  });

  it("draws chance from the loop's seed", async () => {
    const draw = (seed: number): Promise<unknown[]> =>
      run(async () => [Math.random(), randomUUID(), crypto.randomUUID(), crypto.getRandomValues(new Uint16Array(3))], {
        loopFactory: virtualLoop({ seed }),
      });

    expect(await draw(1)).toEqual(await draw(1));
    expect(await draw(1)).not.toEqual(await draw(2));
    expect((await draw(1))[1]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it("leaves the host's time alone outside of virtual loops, while one runs", async () => {
    const outside = new Promise<number>((resolve) => setTimeout(() => resolve(Date.now()), 1));
    await inLoop(() => after(1e9));

    expect(Math.abs((await outside) - host.Date.now())).toBeLessThan(60_000);
  });

  it("gives each of two loops its own time", async () => {
    const wait = async (ms: number): Promise<number> => (await after(ms), Date.now() - Date.UTC(2030, 0, 1));

    expect(await Promise.all([inLoop(() => wait(1_000)), inLoop(() => wait(7_000))])).toEqual([1_000, 7_000]);
  });

  it("keeps files and sockets working, and time standing while they are waited for", async () => {
    const [text, reply, seconds] = await inLoop(async () => {
      const server = createServer((_, response) => setImmediate(() => response.end("pong")));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(30_000) });
      const body = await answer.text();
      server.close();
      return [await readFile("package.json", "utf8"), body, time()] as const;
    });

    expect([text.length > 0, reply]).toEqual([true, "pong"]);
    expect(seconds).toBeLessThan(30);
  });

  it("sees the caller's async context in a callback, and no task", async () => {
    const { AsyncLocalStorage } = await import("node:async_hooks");
    const storage = new AsyncLocalStorage<string>();
    const seen = await inLoop(async () => {
      const found: unknown[] = [];
      storage.run("context", () =>
        setTimeout(async () => {
          found.push(storage.getStore());
          await after(1_000);
          found.push(storage.getStore(), currentTask(), time());
        }, 1_000),
      );
      await sleep(5);
      return found;
    });

    expect(seen).toEqual(["context", "context", null, 2]);
  });

  it("lets a task that waits on a timer's promise be cancelled and time out like any other", async () => {
    const done = await inLoop(async () => {
      const task = createTask(async () => {
        await after(1_000);
        await sleep(0);
      });
      await sleep(0.5);
      task.cancel();
      await gather(task, { returnExceptions: true });
      return [task.cancelled(), time()];
    });

    expect(done).toEqual([true, 1]);
  });

  it("does not hide a deadlock", async () => {
    await expect(inLoop(() => new Promise(() => setTimeout(() => undefined, 5)))).rejects.toThrow(DeadlockError);
  });

  it("puts everything back, also after a failure", async () => {
    await expect(inLoop(() => after(1).then(() => Promise.reject(new Error("fails"))))).rejects.toThrow("fails");
    expect(everything()).not.toEqual(host.everything);

    globals.restore();

    expect(everything()).toEqual(host.everything);
    expect(timersSetTimeout).toBe(host.timeoutOfTimers);
  });

  it("refuses to be called twice, or beside other fake timers", () => {
    expect(() => fakeGlobals()).toThrow("fakeGlobals() is in force already");
    globals.restore();
    vi.useFakeTimers();
    try {
      expect(() => fakeGlobals()).toThrow("fake timers are installed already\n  hint: call vi.useRealTimers()");
    } finally {
      vi.useRealTimers();
    }
  });

  it("refuses a date that is none", () => {
    globals.restore();
    expect(() => fakeGlobals({ now: new Date("tomorrow") })).toThrow("Invalid now: Invalid Date\n  hint: ");
  });
});

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => {
      expect((signal.reason as Error).name).toBe("TimeoutError");
      resolve();
    });
  });
}
