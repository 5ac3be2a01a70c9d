import { mock } from "node:test";
import { ModernFakeTimers } from "@jest/fake-timers";
import fakeTimers from "@sinonjs/fake-timers";
import { afterEach, beforeEach, describe, expect, test as plain, vi } from "vitest";
import { createTask, getRunningLoop, RuntimeError, sleep } from "#index";
import { FileGlobals } from "#vitest/file-globals";
import { test } from "#vitest/index";

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

describe("the loop of a test, with fake timers", () => {
  test("stands still until they are advanced, and stops at each deadline", async ({ loop }) => {
    vi.useFakeTimers();
    const times: number[] = [];
    const sleeper = createTask(async () => {
      for (let i = 0; i < 3; i++) {
        await sleep(0.1);
        times.push(loop.time());
      }
    });
    await sleep(0);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(250);
    expect(times).toEqual([0.1, 0.2]);
    expect(loop.time()).toBe(0.25);
    await vi.runAllTimersAsync();
    await sleeper;
    expect(times).toEqual([0.1, 0.2, 0.1 + 0.2]);
    vi.useRealTimers();
  });

  test("moves at once when they are advanced at once", async ({ loop }) => {
    vi.useFakeTimers();
    const sleeper = createTask(() => sleep(1, "woken"));
    await sleep(0);
    vi.advanceTimersByTime(999);
    expect([loop.time(), vi.getTimerCount()]).toEqual([0.999, 1]);
    vi.advanceTimersByTime(1);
    expect(await sleeper).toBe("woken");
    expect(loop.time()).toBe(1);
    vi.useRealTimers();
  });

  test("fires its timers and theirs in one order", async () => {
    vi.useFakeTimers();
    const order: string[] = [];
    setTimeout(() => order.push("20 ms"), 20);
    createTask(async () => {
      await sleep(0.01);
      order.push("10 ms");
      await sleep(0.02);
      order.push("30 ms");
    });
    await vi.advanceTimersByTimeAsync(30);
    expect(order).toEqual(["10 ms", "20 ms", "30 ms"]);
    vi.useRealTimers();
  });

  test("goes on by itself once they are gone", async ({ loop }) => {
    vi.useFakeTimers();
    const sleeper = createTask(() => sleep(60));
    await vi.advanceTimersByTimeAsync(15_000);
    vi.useRealTimers();
    await sleeper;
    await delay(1_000);
    expect(loop.time()).toBe(61);
  });

  test("never goes back, whatever date is set", async ({ loop }) => {
    vi.useFakeTimers();
    vi.advanceTimersByTime(500);
    vi.setSystemTime(0);
    vi.advanceTimersByTime(500);
    vi.clearAllTimers();
    expect(loop.time()).toBe(1);
    vi.advanceTimersByTime(500);
    vi.useFakeTimers();
    vi.advanceTimersByTime(500);
    expect(loop.time()).toBe(2);
    vi.useRealTimers();
  });

  test("forgets its timers with clearAllTimers(), and a cancelled one at once", async () => {
    vi.useFakeTimers();
    const cancelled = getRunningLoop().callLater(1, () => expect.unreachable());
    getRunningLoop().callLater(2, () => expect.unreachable());
    expect(vi.getTimerCount()).toBe(2);
    cancelled.cancel();
    expect(vi.getTimerCount()).toBe(1);
    vi.clearAllTimers();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});

describe("fake timers of hooks", () => {
  const called: string[] = [];
  beforeEach(() => void vi.useFakeTimers({ now: 5 }));
  afterEach(() => {
    vi.runOnlyPendingTimers();
    vi.useRealTimers();
  });

  test("are those of the test", async ({ loop }) => {
    expect([Date.now(), vi.isFakeTimers()]).toEqual([5, true]);
    createTask(() => sleep(1).then(() => called.push("slept")));
    await vi.advanceTimersByTimeAsync(1_000);
    setTimeout(() => called.push("in the hook"), 1_000);
    expect([loop.time(), Date.now()]).toEqual([1, 1_005]);
    expect(called).toEqual(["slept"]);
  });

  plain("are those of a test without a loop", () => {
    expect(Date.now()).toBe(5);
    expect(called.at(-1) ?? "in the hook").toBe("in the hook");
  });
});

describe("clocks of others", () => {
  test("sinon's takes over, and gives back", async ({ loop }) => {
    const order: string[] = [];
    const { setTimeout: faked } = globalThis;
    const clock = fakeTimers.install();
    void delay(100).then(() => order.push("theirs"));
    createTask(() => sleep(0.05).then(() => order.push("ours")));
    await clock.tickAsync(100);
    expect(order).toEqual(["ours", "theirs"]);
    clock.uninstall();
    expect(globalThis.setTimeout).toBe(faked);
    await delay(400);
    expect(loop.time()).toBe(0.5);
  });

  test("Jest's takes over, and gives back", async ({ loop }) => {
    const { setTimeout: faked } = globalThis;
    const jest = new ModernFakeTimers({ config: { fakeTimers: {}, rootDir: "/" } as never, global: globalThis });
    jest.useFakeTimers();
    const order: string[] = [];
    void delay(100).then(() => order.push("theirs"));
    createTask(() => sleep(0.05).then(() => order.push("ours")));
    await jest.advanceTimersByTimeAsync(100);
    expect([order, loop.time()]).toEqual([["ours", "theirs"], 0.1]);
    jest.useRealTimers();
    expect(globalThis.setTimeout).toBe(faked);
    await delay(400);
    expect(loop.time()).toBe(0.5);
  });

  test("node:test's takes over, and gives back", async ({ loop }) => {
    const { setTimeout: faked } = globalThis;
    let fired = false;
    mock.timers.enable({ apis: ["setTimeout"] });
    setTimeout(() => (fired = true), 1_000);
    await sleep(5);
    expect([fired, loop.time()]).toEqual([false, 5]);
    mock.timers.tick(1_000);
    expect(fired).toBe(true);
    mock.timers.reset();
    expect(globalThis.setTimeout).toBe(faked);
    await delay(1_000);
    expect(loop.time()).toBe(6);
  });
});

describe("explorations", () => {
  test.explore("have no fake timers in the body", { allowOneOrder: true }, async () => {
    expect(() => vi.useFakeTimers()).toThrow(
      "Cannot use fake timers: nobody can advance them in every order of this body",
    );
    await sleep(1);
  });

  plain("are refused while fake timers are in force, with one error for a file", () => {
    const file = new FileGlobals();
    const refusals: unknown[] = [];
    vi.useFakeTimers();
    try {
      for (let i = 0; i < 2; i++) {
        try {
          file.requireControl();
        } catch (error) {
          refusals.push(error);
        }
      }
    } finally {
      vi.useRealTimers();
    }
    expect(refusals[0]).toBeInstanceOf(RuntimeError);
    expect(refusals[1]).toBe(refusals[0]);
    file.requireControl();
  });
});
