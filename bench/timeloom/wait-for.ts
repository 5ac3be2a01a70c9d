import assert from "node:assert/strict";
import { sleep, TimeoutError, waitFor, type Wait } from "#index";
import { now, type Program } from "../program.ts";
import { inVirtualTime } from "./virtual.ts";

/** `n` sleeps cut short by their timeout, one after the other. */
export const expiresGen: Program = (n) =>
  inVirtualTime(function* (): Generator<Wait, number, void> {
    let expired = 0;
    const start = now();
    for (let i = 0; i < n; i += 1) {
      try {
        yield* waitFor(sleep(10), 0.001);
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error;
        expired += 1;
      }
    }
    const elapsed = now() - start;
    assert.equal(expired, n);
    return elapsed;
  });

/** {@inheritDoc expiresGen} */
export const expiresNative: Program = (n) =>
  inVirtualTime(async () => {
    let expired = 0;
    const start = now();
    for (let i = 0; i < n; i += 1) {
      try {
        await waitFor(sleep(10), 0.001);
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error;
        expired += 1;
      }
    }
    const elapsed = now() - start;
    assert.equal(expired, n);
    return elapsed;
  });

/** `n` sleeps that end before their timeout, one after the other. */
export const inTimeGen: Program = (n) =>
  inVirtualTime(function* (): Generator<Wait, number, void> {
    let total = 0;
    const start = now();
    for (let i = 0; i < n; i += 1) total += yield* waitFor(sleep(0.001, 1), 10);
    const elapsed = now() - start;
    assert.equal(total, n);
    return elapsed;
  });

/** {@inheritDoc inTimeGen} */
export const inTimeNative: Program = (n) =>
  inVirtualTime(async () => {
    let total = 0;
    const start = now();
    for (let i = 0; i < n; i += 1) {
      const one = await waitFor(sleep(0.001, 1), 10);
      total += one;
    }
    const elapsed = now() - start;
    assert.equal(total, n);
    return elapsed;
  });
