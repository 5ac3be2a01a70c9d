import { expect, it } from "vitest";
import { isLucky } from "./is-lucky.ts";
import type { Appointment } from "./stage.ts";

/** A timer of `operation`. */
function timer(operation: number, dueMs: number): Appointment {
  return { operation, dueMs, isTimer: true };
}

/** An immediate of `operation`. */
function immediate(operation: number, dueMs: number): Appointment {
  return { operation, dueMs, isTimer: false };
}

it("asks whether two timers come close to each other, whichever was set first", () => {
  expect(isLucky([timer(1, 40), timer(2, 20), timer(3, 60)])).toBe(false);
  expect(isLucky([timer(1, 40), timer(2, 26)])).toBe(true);
  expect(isLucky([timer(1, 40), timer(2, 40)])).toBe(true);
});

it("is certain of timers of one operation and one instant", () => {
  expect(isLucky([timer(1, 40), timer(1, 40)])).toBe(false);
  expect(isLucky([timer(1, 40), timer(1, 41)])).toBe(true);
});

it("asks whether an immediate comes shortly before a timer", () => {
  expect(isLucky([timer(1, 40), immediate(2, 39)])).toBe(true);
  expect(isLucky([timer(1, 40), immediate(2, 40)])).toBe(false);
  expect(isLucky([immediate(1, 0), immediate(2, 0)])).toBe(false);
});
