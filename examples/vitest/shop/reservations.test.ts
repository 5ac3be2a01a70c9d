import { test } from "vitest";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { freeOfCharge } from "./payments.ts";
import { Reservations } from "./reservations.ts";
import { Stock } from "./stock.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("keeps a thing for ten minutes", () => {
  const stock = new Stock(1);
  new Reservations(stock, freeOfCharge).reserve("Ann");
  vi.advanceTimersByTime(599_999);
  expect(stock.left).toBe(0);
  vi.advanceTimersByTime(1);
  expect(stock.left).toBe(1);
});

test("sells what is reserved", async () => {
  const stock = new Stock(1);
  const reservations = new Reservations(stock, freeOfCharge);
  reservations.reserve("Ann");
  await vi.advanceTimersByTimeAsync(300_000);
  await reservations.buy("Ann");
  await vi.advanceTimersByTimeAsync(600_000);
  expect(reservations.sold).toEqual(["Ann"]);
  expect(stock.left).toBe(0);
});

test("sells nothing when the time is up", async () => {
  const reservations = new Reservations(new Stock(1), freeOfCharge);
  reservations.reserve("Ann");
  await vi.advanceTimersByTimeAsync(600_000);
  await expect(reservations.buy("Ann")).rejects.toThrow("Too late");
});
