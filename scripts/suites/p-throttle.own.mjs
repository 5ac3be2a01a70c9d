// @ts-nocheck -- the suites are JavaScript, as those of other people are
// p-throttle ships no tests: what its tests say, in our words.
import pThrottle from "p-throttle";
import { expect, test } from "vitest";

test("calls no more often than its limit", async () => {
  const start = Date.now();
  const throttled = pThrottle({ limit: 2, interval: 300 })(async () => Math.round((Date.now() - start) / 300));
  expect(await Promise.all([1, 2, 3, 4, 5].map(() => throttled()))).toEqual([0, 0, 1, 1, 2]);
});

test("drops calls when it is aborted", async () => {
  const controller = new AbortController();
  const throttled = pThrottle({ limit: 1, interval: 60_000, signal: controller.signal })(async () => "called");
  expect(await throttled()).toBe("called");
  const second = throttled();
  controller.abort(new Error("enough"));
  await expect(second).rejects.toThrow("enough");
});
