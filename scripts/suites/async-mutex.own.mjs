// @ts-nocheck -- the suites are JavaScript, as those of other people are
// async-mutex ships no tests: what its tests of withTimeout() say, in our words.
import { E_TIMEOUT, Mutex, Semaphore, withTimeout } from "async-mutex";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe.each([
  ["Mutex", () => new Mutex()],
  ["Semaphore", () => new Semaphore(1)],
])("withTimeout() of %s", (_, make) => {
  test("rejects once the timeout has passed", async () => {
    const lock = withTimeout(make(), 100);
    await lock.acquire();
    let error;
    void lock.acquire().catch((reason) => (error = reason));
    await vi.advanceTimersByTimeAsync(99);
    expect(error).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(error).toBe(E_TIMEOUT);
  });

  test("gives the lock to who waits when it is released in time", async () => {
    const lock = withTimeout(make(), 100);
    const release = unlocker(await lock.acquire());
    setTimeout(() => release(), 75);
    const second = lock.acquire();
    await vi.advanceTimersByTimeAsync(75);
    await second;
    expect(lock.isLocked()).toBe(true);
  });

  test("runs a job after one that takes long", async () => {
    const lock = withTimeout(make(), 5_000);
    const order = [];
    const job = (name, ms) =>
      lock.runExclusive(async () => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        order.push(name);
      });
    const jobs = Promise.all([job("long", 3_000), job("short", 10)]);
    await vi.runAllTimersAsync();
    await jobs;
    expect(order).toEqual(["long", "short"]);
  });
});

function unlocker(acquired) {
  return Array.isArray(acquired) ? acquired[1] : acquired;
}
