import assert from "node:assert/strict";
import { createTask, sleep, type Wait } from "#index";
import { collectGarbage, type Program } from "../program.ts";
import { inVirtualTime } from "./virtual.ts";

/** Bytes that `n` tasks take while they sleep, the loop's own records of them included. */
export const gen: Program = (n) => {
  let woken = 0;
  function* sleepOnce(): Generator<Wait, void, void> {
    yield* sleep(1);
    woken += 1;
  }
  return inVirtualTime(function* (): Generator<Wait, number, void> {
    const before = bytesInUse();
    for (let i = 0; i < n; i += 1) createTask(sleepOnce);
    yield* sleep(0);
    const bytes = bytesInUse() - before;
    yield* sleep(2);
    assert.equal(woken, n);
    return bytes;
  });
};

/** {@inheritDoc gen} */
export const native: Program = (n) => {
  let woken = 0;
  async function sleepOnce(): Promise<void> {
    await sleep(1);
    woken += 1;
  }
  return inVirtualTime(async () => {
    const before = bytesInUse();
    for (let i = 0; i < n; i += 1) createTask(sleepOnce);
    await sleep(0);
    const bytes = bytesInUse() - before;
    await sleep(2);
    assert.equal(woken, n);
    return bytes;
  });
};

function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage(); // `external` includes `arrayBuffers`
  return heapUsed + external;
}
