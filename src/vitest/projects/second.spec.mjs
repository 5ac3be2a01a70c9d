import { expect, test, vi } from "vitest";

test("has the host's globals again", () => {
  const { host } = globalThis;
  expect(host.faked).toBeDefined(); // the other file ran in this thread before
  expect([setTimeout === host.setTimeout, Date === host.Date]).toEqual([true, true]);
  expect(vi.useFakeTimers).toBe(host.useFakeTimers);
});
