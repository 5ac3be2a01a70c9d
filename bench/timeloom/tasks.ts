import assert from "node:assert/strict";
import type { Wait } from "#index";
import { now, type Program } from "../program.ts";
import { asyncGroup, genGroup, inVirtualTime } from "./virtual.ts";

let ended = 0;

/** `n` tasks in one group that end at their first step. */
export const gen: Program = (n) => ofGenerators(n, false);

/** The same tasks, started eagerly. */
export const genEager: Program = (n) => ofGenerators(n, true);

/** {@inheritDoc gen} */
export const native: Program = (n) => ofAsyncFunctions(n, false);

/** {@inheritDoc genEager} */
export const nativeEager: Program = (n) => ofAsyncFunctions(n, true);

// oxlint-disable-next-line eslint/require-yield -- a task that does nothing is what is measured
function* trivial(): Generator<Wait, void, void> {
  ended += 1;
}

async function trivialAsync(): Promise<void> {
  ended += 1;
}

function ofGenerators(n: number, eagerStart: boolean): Promise<number> {
  return inVirtualTime(function* (): Generator<Wait, number, void> {
    ended = 0;
    const start = now();
    yield* genGroup((group) => {
      for (let i = 0; i < n; i += 1) group.createTask(trivial, { eagerStart });
    });
    const elapsed = now() - start;
    assert.equal(ended, n);
    return elapsed;
  });
}

function ofAsyncFunctions(n: number, eagerStart: boolean): Promise<number> {
  return inVirtualTime(async () => {
    ended = 0;
    const start = now();
    await asyncGroup((group) => {
      for (let i = 0; i < n; i += 1) group.createTask(trivialAsync, { eagerStart });
    });
    const elapsed = now() - start;
    assert.equal(ended, n);
    return elapsed;
  });
}
