import assert from "node:assert/strict";
import { Lock, sleep, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";
import { join } from "./threads.ts";

// The checker must read one of the two before any setter has set it and the other one after: every setter is delayed once,
// between its writes or before the first. FIFO order passes.

export const bugs: readonly Bug[] = [
  bug(3, reorder3, reorder3Fixed),
  bug(5, reorder5, reorder5Fixed),
  bug(10, reorder10, reorder10Fixed),
  bug(20, reorder20, reorder20Fixed),
];

function bug(threads: number, buggy: Bug["buggy"], fixed: Bug["fixed"]): Bug {
  return {
    id: `reorder-${threads}`,
    title: `A checker sees the first of two writes without the second, although ${threads - 1} threads do both`,
    source: new URL("https://github.com/mc-imperial/sctbench"),
    tier: "T2",
    buggy,
    fixed,
  };
}

export default function* reorder3(): Generator<Wait, void, void> {
  yield* reorder(2);
}

export function* reorder3Fixed(): Generator<Wait, void, void> {
  yield* inOrder(2);
}

export function* reorder5(): Generator<Wait, void, void> {
  yield* reorder(4);
}

export function* reorder5Fixed(): Generator<Wait, void, void> {
  yield* inOrder(4);
}

export function* reorder10(): Generator<Wait, void, void> {
  yield* reorder(9);
}

export function* reorder10Fixed(): Generator<Wait, void, void> {
  yield* inOrder(9);
}

export function* reorder20(): Generator<Wait, void, void> {
  yield* reorder(19);
}

export function* reorder20Fixed(): Generator<Wait, void, void> {
  yield* inOrder(19);
}

class Pair {
  a = 0;
  b = 0;

  *set(): Generator<Wait, void, void> {
    this.a = 1;
    yield* sleep(0);
    this.b = -1;
  }

  *check(): Generator<Wait, void, void> {
    const { a } = this;
    yield* sleep(0);
    const { b } = this;
    assert.ok((a === 0 && b === 0) || (a === 1 && b === -1), `half of the pair is set: a = ${a}, b = ${b}`);
  }
}

function* reorder(setters: number): Generator<Wait, void, void> {
  const pair = shared(new Pair());
  function* later(act: () => Generator<Wait, void, void>): Generator<Wait, void, void> {
    yield* sleep(0);
    yield* act();
  }
  const set = (): Generator<Wait, void, void> => later(() => pair.set());
  yield* join(...Array.from({ length: setters }, () => set), () => later(() => pair.check()));
}

function* inOrder(setters: number): Generator<Wait, void, void> {
  const pair = shared(new Pair());
  const lock = new Lock();
  function* later(act: () => Generator<Wait, void, void>): Generator<Wait, void, void> {
    yield* sleep(0);
    yield* lock.run(act);
  }
  const set = (): Generator<Wait, void, void> => later(() => pair.set());
  yield* join(...Array.from({ length: setters }, () => set), () => later(() => pair.check()));
}
