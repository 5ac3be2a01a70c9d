import { expect, vi } from "vitest";
import { sleep } from "#index";
import { test } from "#vitest/index";

globalThis.host ??= { setTimeout, Date, useFakeTimers: vi.useFakeTimers };

test("begins on loop time", async () => {
  await sleep(1);
  expect(setTimeout).not.toBe(globalThis.host.setTimeout);
  expect(Date.now()).toBe(Date.UTC(2026, 0, 1) + 1_000);
});

test("goes on with the same globals", () => {
  expect(globalThis.host.faked ?? setTimeout).toBe(setTimeout);
  globalThis.host.faked = setTimeout;
});

test("and the same again", () => {
  expect(setTimeout).toBe(globalThis.host.faked);
});
