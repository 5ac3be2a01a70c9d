import assert from "node:assert/strict";
import { randomDelays } from "../delays.ts";
import { now, type Program } from "../program.ts";
import { fakeTime } from "./clock.ts";

/** `n` sleeps of a millisecond, one after the other. */
export const chain: Program = async (n) => {
  const time = fakeTime();
  const sleepOften = async (): Promise<void> => {
    for (let i = 0; i < n; i += 1) await time.sleep(1);
  };
  const start = now();
  const sleeper = sleepOften();
  await time.runAll();
  await sleeper;
  const elapsed = now() - start;
  assert.equal(time.now(), n);
  return elapsed;
};

/** `n` async functions that sleep once. */
export const random: Program = async (n) => {
  const delays = randomDelays(n);
  const time = fakeTime();
  let woken = 0;
  const sleepOnce = async (delay: number): Promise<void> => {
    await time.sleep(delay);
    woken += 1;
  };
  const start = now();
  const sleepers = delays.map(sleepOnce);
  await time.runAll();
  await Promise.all(sleepers);
  const elapsed = now() - start;
  assert.equal(woken, n);
  return elapsed;
};

/** 100 async functions that sleep `n` times two seconds. */
export const ticks: Program = async (n) => {
  const time = fakeTime();
  const tick = async (): Promise<void> => {
    for (let i = 0; i < n; i += 1) await time.sleep(2_000);
  };
  const start = now();
  const tickers = Array.from({ length: 100 }, tick);
  await time.runAll();
  await Promise.all(tickers);
  const elapsed = now() - start;
  assert.equal(time.now(), 2_000 * n);
  return elapsed;
};
