// @ts-nocheck -- the suites are JavaScript, as those of other people are
// p-retry ships no tests: what its tests say of waits, in our words.
import pRetry from "p-retry";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => void vi.useRealTimers());

test("waits longer each time", async () => {
  const times = [];
  const start = Date.now();
  await pRetry(
    () => {
      times.push(Math.round((Date.now() - start) / 100));
      if (times.length < 4) throw new Error("again");
    },
    { minTimeout: 100, factor: 2 },
  );
  expect(times).toEqual([0, 1, 3, 7]);
});

test("is advanced by hand", async () => {
  vi.useFakeTimers();
  let attempts = 0;
  const done = pRetry(
    () => {
      if ((attempts += 1) < 3) throw new Error("again");
      return attempts;
    },
    { minTimeout: 10_000, factor: 1 },
  );
  await vi.advanceTimersByTimeAsync(10_000);
  expect(attempts).toBe(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await done).toBe(3);
});
