import assert from "node:assert/strict";
import { getRunningLoop, sleep, type Wait } from "#index";
import { randomDelays } from "../delays.ts";
import { now, type Program } from "../program.ts";
import { asyncGroup, genGroup, inVirtualTime } from "./virtual.ts";

/** `n` tasks in one group that sleep once. */
export const gen: Program = (n) => {
  const { delays, longest } = inSeconds(n);
  let woken = 0;
  function* sleepOnce(delay: number): Generator<Wait, void, void> {
    yield* sleep(delay);
    woken += 1;
  }
  return inVirtualTime(function* (): Generator<Wait, number, void> {
    const start = now();
    yield* genGroup((group) => {
      for (const delay of delays) group.createTask(() => sleepOnce(delay));
    });
    const elapsed = now() - start;
    assert.deepEqual([woken, getRunningLoop().time()], [n, longest]);
    return elapsed;
  });
};

/** {@inheritDoc gen} */
export const native: Program = (n) => {
  const { delays, longest } = inSeconds(n);
  let woken = 0;
  async function sleepOnce(delay: number): Promise<void> {
    await sleep(delay);
    woken += 1;
  }
  return inVirtualTime(async () => {
    const start = now();
    await asyncGroup((group) => {
      for (const delay of delays) group.createTask(() => sleepOnce(delay));
    });
    const elapsed = now() - start;
    assert.deepEqual([woken, getRunningLoop().time()], [n, longest]);
    return elapsed;
  });
};

function inSeconds(n: number): { delays: number[]; longest: number } {
  const delays = randomDelays(n).map((milliseconds) => milliseconds / 1_000);
  return { delays, longest: delays.reduce((longest, delay) => Math.max(longest, delay)) };
}
