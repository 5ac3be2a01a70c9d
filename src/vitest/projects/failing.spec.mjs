import { afterEach, expect, vi } from "vitest";
import { createTask, Event, gather, getRunningLoop, Lock, sleep } from "#index";
import { simulate } from "#testing";
import { createTest, test } from "#vitest/index";

afterEach(() => {
  vi.useRealTimers();
});

test("asserts", async () => {
  await sleep(1);
  expect(1).toBe(2);
});

test("leaks a task", { leaks: true }, async () => {
  createTask(() => sleep(10), { name: "ghost" });
  await sleep(0);
});

test("leaks a timer", { leaks: true }, async () => {
  getRunningLoop().callLater(5, () => undefined);
});

createTest({ checks: ["held-lock"] })("holds a lock", async () => {
  const lock = new Lock();
  await createTask(() => lock.acquire(), { name: "holder" });
});

test("forgets a failure", async () => {
  createTask(async () => {
    await sleep(0);
    throw new Error("nobody looks");
  });
  await sleep(1);
});

test("waits for nothing", async () => {
  await new Event().wait();
});

test.explore("deadlocks", async () => {
  const [left, right] = [new Lock(), new Lock()];
  const both = async (first, second) => {
    await first.acquire();
    await sleep(1);
    await second.acquire();
  };
  await gather(
    () => both(left, right),
    () => both(right, left),
  );
});

test.explore("leaves a task behind in some orders", { leaks: true }, async () => {
  createTask(() => sleep(10), { name: "ghost" });
  await sleep(1);
});

test.explore("asks for a loop", async ({ loop }) => {
  expect(loop).toBeDefined();
  await sleep(1);
});

test.explore("has a wrong option", { excutions: 5 }, () => sleep(1));

test("fakes timers before", async () => {
  vi.useFakeTimers();
});

test("fakes timers, and waits for them", async () => {
  vi.useFakeTimers();
  await new Promise((resolve) => setTimeout(resolve, 10));
});

test.fails("fails as expected", async () => {
  await sleep(1);
  throw new Error("expected");
});

test("times out while time is held", { timeout: 50 }, async ({ clock }) => {
  clock.hold();
  await sleep(1);
});

test.explore("searches for too long", { executions: 1e9, timeout: 200 }, manyOrders);

test.explore("ends in time", { timeout: 1_000 }, manyOrders);

async function manyOrders() {
  const read = simulate(async () => 1);
  await gather(...Array.from({ length: 9 }, () => read));
}

test("is fine", () => sleep(3_600));
