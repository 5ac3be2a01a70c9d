import assert from "node:assert/strict";
import { Lock, sleep, type Wait } from "#index";
import { now, type Program } from "../program.ts";
import { asyncGroup, genGroup, inVirtualTime } from "./virtual.ts";

/** One task that takes and frees a lock that nobody else wants, `n` times. */
export const freeGen: Program = (n) =>
  inVirtualTime(function* (): Generator<Wait, number, void> {
    const lock = new Lock();
    const start = now();
    for (let i = 0; i < n; i += 1) {
      yield* lock.acquire();
      lock.release();
    }
    return now() - start;
  });

/** {@inheritDoc freeGen} */
export const freeNative: Program = (n) =>
  inVirtualTime(async () => {
    const lock = new Lock();
    const start = now();
    for (let i = 0; i < n; i += 1) {
      await lock.acquire();
      lock.release();
    }
    return now() - start;
  });

/** Ten tasks that share a lock and hold it over a `sleep(0)`, `n` turns in all. */
export const contendedGen: Program = (n) =>
  inVirtualTime(function* (): Generator<Wait, number, void> {
    const lock = new Lock();
    let turns = 0;
    function* visit(): Generator<Wait, void, void> {
      for (let i = 0; i < n / 10; i += 1) {
        yield* lock.acquire();
        yield* sleep(0);
        turns += 1;
        lock.release();
      }
    }
    const start = now();
    yield* genGroup((group) => {
      for (let i = 0; i < 10; i += 1) group.createTask(visit);
    });
    const elapsed = now() - start;
    assert.equal(turns, n);
    return elapsed;
  });

/** {@inheritDoc contendedGen} */
export const contendedNative: Program = (n) =>
  inVirtualTime(async () => {
    const lock = new Lock();
    let turns = 0;
    async function visit(): Promise<void> {
      for (let i = 0; i < n / 10; i += 1) {
        await lock.acquire();
        await sleep(0);
        turns += 1;
        lock.release();
      }
    }
    const start = now();
    await asyncGroup((group) => {
      for (let i = 0; i < 10; i += 1) group.createTask(visit);
    });
    const elapsed = now() - start;
    assert.equal(turns, n);
    return elapsed;
  });
