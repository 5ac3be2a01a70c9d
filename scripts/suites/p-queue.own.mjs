// @ts-nocheck -- the suites are JavaScript, as those of other people are
// p-queue ships no tests: what its tests say of intervals and timeouts, in our words.
import PQueue from "p-queue";
import { expect, test } from "vitest";

const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test("starts no more jobs in an interval than its cap", async () => {
  const queue = new PQueue({ interval: 300, intervalCap: 2 });
  const start = Date.now();
  const rounds = await Promise.all([1, 2, 3, 4, 5].map(() => queue.add(() => Math.round((Date.now() - start) / 300))));
  expect(rounds).toEqual([0, 0, 1, 1, 2]);
});

test("runs no more jobs at once than its concurrency", async () => {
  const queue = new PQueue({ concurrency: 2 });
  let running = 0;
  let most = 0;
  const job = async () => {
    most = Math.max(most, (running += 1));
    await delay(100);
    running -= 1;
  };
  await queue.addAll([job, job, job, job, job]);
  expect([most, running]).toEqual([2, 0]);
});

test("ends a job that takes too long", async () => {
  const queue = new PQueue({ timeout: 200 });
  await expect(queue.add(() => delay(2_000))).rejects.toThrow("timed out");
});
