// @ts-nocheck -- the suites are JavaScript, as those of other people are
// p-timeout ships no tests: what its tests say, in our words.
import pTimeout from "p-timeout";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => void vi.useRealTimers());
const delay = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

test("passes a result on that is in time", async () => {
  expect(await pTimeout(delay(100, "in time"), { milliseconds: 400 })).toBe("in time");
});

test("rejects what is late", async () => {
  await expect(pTimeout(delay(900), { milliseconds: 400 })).rejects.toThrow("timed out after 400 milliseconds");
});

test("falls back, by hand", async () => {
  vi.useFakeTimers();
  const result = pTimeout(delay(3_600_000), { milliseconds: 60_000, fallback: () => "fallback" });
  await vi.runOnlyPendingTimersAsync();
  expect(await result).toBe("fallback");
});
