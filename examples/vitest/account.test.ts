import { createTask, gather, sleep } from "timeloom";
import { simulate } from "timeloom/testing";
import { test } from "timeloom/vitest";
import { expect } from "vitest";
import { Account, type Store } from "./account.ts";

const method = process.env["FIXED"] === "1" ? "depositInTurn" : "deposit";

function memory(balance: number): Store {
  return {
    read: async () => balance,
    write: async (written) => void (balance = written),
  };
}

test.explore("keeps every deposit", async () => {
  const store = simulate(memory(0)); // its answers may come late, and in any order
  const account = new Account(store);
  const later = async (): Promise<void> => {
    await sleep(60);
    await account[method](10);
  };
  await gather(() => account[method](10), later);
  expect(await store.read()).toBe(20);
});

test("takes as long as the store takes", { leaks: true }, async ({ loop }) => {
  const account = new Account(simulate(memory(0), { latency: [30] }));
  await expect(createTask(() => account.deposit(10))).toTakeSeconds(60);
  expect(loop.time()).toBe(60);
});

test("waits while time is held", async ({ clock }) => {
  const hold = clock.hold();
  const deposit = createTask(() => new Account(simulate(memory(0), { latency: [30] })).deposit(10));
  await sleep(0);
  expect(deposit).toBePending();
  hold.release();
  await expect(deposit).toCompleteAt(60);
});
