// @ts-nocheck -- the suites are JavaScript, as those of other people are
// p-wait-for ships no tests: what its tests say, in our words.
import pWaitFor from "p-wait-for";
import { expect, test } from "vitest";

test("asks until the answer is yes", async () => {
  let asked = 0;
  await pWaitFor(() => (asked += 1) === 5, { interval: 100 });
  expect(asked).toBe(5);
});

test("gives up after its timeout", async () => {
  await expect(pWaitFor(() => false, { interval: 50, timeout: 300 })).rejects.toThrow("timed out");
});
