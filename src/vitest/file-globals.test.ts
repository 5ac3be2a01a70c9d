import { expect, test as plain, vi } from "vitest";
import { RuntimeError, sleep } from "#index";
import { FileGlobals } from "#vitest/file-globals";
import { test } from "#vitest/index";

test("sets the date with vi.setSystemTime(), from where it goes on", async () => {
  const age = performance.now();
  expect(vi.setSystemTime("2031-05-05T00:00:00Z")).toBe(vi);
  await sleep(60);
  expect(new Date().toISOString()).toBe("2031-05-05T00:01:00.000Z");
  expect(vi.getMockedSystemTime()?.toISOString()).toBe("2031-05-05T00:01:00.000Z");
  expect(performance.now() - age).toBe(60_000);
  expect(performance.timeOrigin + performance.now()).toBe(Date.now());
});

test("has a date of its own, whatever the test before has set", async () => {
  expect([new Date().toISOString(), vi.getMockedSystemTime()]).toEqual(["2026-01-01T00:00:00.000Z", null]);
  await sleep(60);
  expect(Date.now() - Date.UTC(2026, 0, 1)).toBe(60_000);
});

test("takes the date back with vi.useRealTimers()", async () => {
  vi.setSystemTime(5);
  await sleep(1);
  expect(vi.useRealTimers()).toBe(vi);
  expect(new Date().toISOString()).toBe("2026-01-01T00:00:01.000Z");
});

test.explore("sets the date anew in every execution", { allowOneOrder: true }, async () => {
  expect(Date.now()).toBe(Date.UTC(2026, 0, 1));
  vi.setSystemTime(5);
  await sleep(1);
  expect(Date.now()).toBe(1_005);
});

plain("leaves the date of others to vitest, which a test cannot begin with", () => {
  vi.setSystemTime(5);
  try {
    expect(Date.now()).toBe(5);
    expect(() => new FileGlobals().install({})).toThrow(
      new RuntimeError(
        "Cannot run on virtual time: vi.setSystemTime() is in force",
        "call it inside the test, where the date goes on from it; each test has a date of its own",
      ),
    );
  } finally {
    vi.useRealTimers();
  }
});

plain("refuses with one error in a file, which vitest shows once", () => {
  const file = new FileGlobals();
  const refusal = (): unknown => {
    try {
      return file.install({});
    } catch (error) {
      return error;
    }
  };
  vi.setSystemTime(5);
  const first = refusal();
  const second = refusal();
  vi.useRealTimers();

  expect(first).toBeInstanceOf(RuntimeError);
  expect(second).toBe(first);
  file.restore();
});
