import assert from "node:assert/strict";
import { getRunningLoop, sleep, type Wait } from "#index";
import { now, type Program } from "../program.ts";
import { asyncGroup, genGroup, inVirtualTime } from "./virtual.ts";

/** 100 tasks that sleep `n` times two seconds. */
export const gen: Program = (n) => {
  function* tick(): Generator<Wait, void, void> {
    for (let i = 0; i < n; i += 1) yield* sleep(2);
  }
  return inVirtualTime(function* (): Generator<Wait, number, void> {
    const start = now();
    yield* genGroup((group) => {
      for (let i = 0; i < 100; i += 1) group.createTask(tick);
    });
    const elapsed = now() - start;
    assert.equal(getRunningLoop().time(), 2 * n);
    return elapsed;
  });
};

/** {@inheritDoc gen} */
export const native: Program = (n) => {
  async function tick(): Promise<void> {
    for (let i = 0; i < n; i += 1) await sleep(2);
  }
  return inVirtualTime(async () => {
    const start = now();
    await asyncGroup((group) => {
      for (let i = 0; i < 100; i += 1) group.createTask(tick);
    });
    const elapsed = now() - start;
    assert.equal(getRunningLoop().time(), 2 * n);
    return elapsed;
  });
};
