import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { run, sleep } from "#index";
import { fakeGlobals, virtualLoop } from "#testing";
import { now, type Program } from "../program.ts";

/** `n` virtual runs of ten sleeps, of an async function. */
export const plain: Program = (n) => runs(n, sleeps);

/** The same while the globals are faked. */
export const faked: Program = (n) => whileFaked(() => runs(n, sleeps));

/** The same, and the globals are faked and restored for each run, as a test that does it itself would. */
export const fakedEach: Program = (n) => runs(n, sleeps, true);

/** Ten timers of Node instead of ten sleeps. */
export const timers: Program = (n) => whileFaked(() => runs(n, pauses));

async function sleeps(): Promise<number> {
  let steps = 0;
  for (; steps < 10; steps += 1) await sleep(0.001);
  return steps;
}

async function pauses(): Promise<number> {
  let steps = 0;
  for (; steps < 10; steps += 1) await pause(1);
  return steps;
}

async function whileFaked(measured: () => Promise<number>): Promise<number> {
  const globals = fakeGlobals();
  try {
    return await measured();
  } finally {
    globals.restore();
  }
}

async function runs(n: number, main: () => Promise<number>, fakesEach = false): Promise<number> {
  const once = (): Promise<number> => run(main, { loopFactory: virtualLoop() });
  const start = now();
  let steps = 0;
  for (let i = 0; i < n; i += 1) steps += fakesEach ? await whileFaked(once) : await once();
  const elapsed = now() - start;
  assert.equal(steps, n * 10);
  return elapsed;
}
