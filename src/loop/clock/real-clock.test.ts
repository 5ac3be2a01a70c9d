import { createHook } from "node:async_hooks";
import { describe, expect, it } from "vitest";
import { createFuture, createTask, getRunningLoop, newEventLoop, run, sleep, timeout, TimeoutError } from "#index";
import { RealClock } from "#loop/clock/real-clock";

describe("RealClock", () => {
  it("never goes back", () => {
    const clock = new RealClock();
    const times = Array.from({ length: 1000 }, () => clock.time());

    expect(times.every((time, i) => i === 0 || time >= (times[i - 1] ?? Infinity))).toBe(true);
  });

  it("says at once that time has passed for a moment in the past", () => {
    const clock = new RealClock();

    expect(clock.pass(clock.time() - 1, () => {})).toBe(true);
  });

  it("wakes no earlier than asked, by its own time", async () => {
    const clock = new RealClock();
    for (const delayMs of [0.2, 0.7, 1.3, 2.6]) {
      const when = clock.time() + delayMs / 1000;
      // As the loop does: ask again until the time has come.
      while (await new Promise((resolve) => resolve(clock.time() < when))) {
        await new Promise<void>((resolve) => clock.pass(when, resolve) && resolve());
      }
      expect(clock.time()).toBeGreaterThanOrEqual(when);
    }
  });

  it("does not wake a wait that was interrupted, nor one that another replaced", async () => {
    const clock = new RealClock();
    const woken: string[] = [];

    clock.pass(clock.time() + 0.001, () => woken.push("replaced"));
    clock.pass(clock.time() + 0.001, () => woken.push("interrupted"));
    clock.interrupt();
    await new Promise<void>((resolve) => clock.pass(clock.time() + 0.004, resolve));

    expect(woken).toEqual([]);
  });

  it("keeps no timer of the host for a wait without end", () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((type) => type === "Timeout").length;
    const clock = new RealClock();
    const before = timers();

    expect(clock.pass(Infinity, () => {})).toBe(false);

    expect(timers()).toBe(before);
  });

  it("waits for a moment that is further away than the host can count", () => {
    const clock = new RealClock();

    expect(clock.pass(clock.time() + 1e9, () => {})).toBe(false);
    clock.interrupt();
  });
});

describe("a loop on the real clock", () => {
  it("has time to sleep for real", () =>
    run(async () => {
      const begun = performance.now();

      await sleep(0.01);

      expect(performance.now() - begun).toBeGreaterThanOrEqual(10);
    }));

  it("interrupts a long sleep when its deadline comes", () =>
    run(async () => {
      const begun = performance.now();

      await expect(timeout(0.005).run(() => sleep(3600))).rejects.toBeInstanceOf(TimeoutError);

      expect(performance.now() - begun).toBeLessThan(1_800_000);
    }));

  it("wakes for a timer that is set while it waits for a later one", () =>
    run(async () => {
      const loop = getRunningLoop();
      const bell = loop.createFuture<string>();
      loop.callLater(3600, () => bell.setResult("late"));
      setTimeout(() => loop.callLater(0.001, () => bell.setResult("early")), 2);

      expect(await bell).toBe("early");
    }));

  it("waits for native promises without spinning", () =>
    run(async () => {
      const task = createTask(async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return "came";
      });

      expect(await task).toBe("came");
    }));

  it("keeps no timer of the host once its run is over", async () => {
    const { timers, stop } = hostTimers(3_500_000);
    const loop = newEventLoop();

    await loop.runUntilComplete(async () => {
      const bell = createFuture<void>();
      loop.callLater(3600, () => {});
      setTimeout(() => loop.callSoonThreadsafe(() => bell.setResult()), 2);
      await bell;
    });

    stop();
    expect(timers.map(({ _destroyed }) => _destroyed)).toEqual([true]);
    loop.close();
  });

  it("is a tens of microseconds clock: times differ between two turns of real work", () =>
    run(async () => {
      const loop = getRunningLoop();
      const begun = loop.time();
      while (performance.now() / 1000 - begun < 0.001);

      expect(loop.time()).toBeGreaterThan(begun);
    }));
});

interface HostTimer {
  readonly _idleTimeout: number;
  readonly _destroyed: boolean;
}

/** Collects the timers of Node that are set from now on, of at least `leastMs`: others are the test runner's. */
function hostTimers(leastMs: number): { readonly timers: readonly HostTimer[]; readonly stop: () => void } {
  const timers: HostTimer[] = [];
  const hook = createHook({
    init(_id, type, _trigger, resource) {
      if (type === "Timeout" && (resource as HostTimer)._idleTimeout >= leastMs) timers.push(resource as HostTimer);
    },
  }).enable();
  return { timers, stop: () => hook.disable() };
}
