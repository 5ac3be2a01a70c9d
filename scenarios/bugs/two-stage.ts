import assert from "node:assert/strict";
import { Lock, sleep, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";
import { join } from "./threads.ts";

// The reader must go through both stages while every writer that has passed the first is held before its second: one
// delay for each writer. FIFO order passes.

const source = new URL("https://github.com/mc-imperial/sctbench");

export const bugs: readonly Bug[] = [
  {
    id: "two-stage-2",
    title: "A reader gets between the two locks of an update that needs both",
    source,
    tier: "T1",
    buggy: twoStage2,
    fixed: twoStage2Fixed,
  },
  {
    id: "two-stage-10",
    title: "A reader gets between the two locks of nine writers at once",
    source,
    tier: "T2",
    buggy: twoStage10,
    fixed: twoStage10Fixed,
  },
];

export default function* twoStage2(): Generator<Wait, void, void> {
  yield* inTwoStages(1);
}

export function* twoStage2Fixed(): Generator<Wait, void, void> {
  yield* underOneLock(1);
}

export function* twoStage10(): Generator<Wait, void, void> {
  yield* inTwoStages(9);
}

export function* twoStage10Fixed(): Generator<Wait, void, void> {
  yield* underOneLock(9);
}

function* inTwoStages(writers: number): Generator<Wait, void, void> {
  const firstLock = new Lock();
  const secondLock = new Lock();
  const stages = shared({ first: 0, second: 0 });
  function* write(): Generator<Wait, void, void> {
    yield* sleep(0);
    yield* firstLock.run(function* () {
      stages.first = 1;
    });
    yield* sleep(0);
    yield* secondLock.run(function* () {
      stages.second = stages.first + 1;
    });
  }
  function* read(): Generator<Wait, void, void> {
    yield* sleep(0);
    const one = yield* firstLock.run(function* () {
      return stages.first;
    });
    if (one === 0) return;
    yield* sleep(0);
    const two = yield* secondLock.run(function* () {
      return stages.second;
    });
    assert.equal(two, one + 1, "the reader sees the first stage without the second");
  }
  yield* join(...Array.from({ length: writers }, () => write), read);
}

function* underOneLock(writers: number): Generator<Wait, void, void> {
  const lock = new Lock();
  const stages = shared({ first: 0, second: 0 });
  function* write(): Generator<Wait, void, void> {
    yield* sleep(0);
    yield* lock.run(function* () {
      stages.first = 1;
      yield* sleep(0);
      stages.second = stages.first + 1;
    });
  }
  function* read(): Generator<Wait, void, void> {
    yield* sleep(0);
    yield* lock.run(function* () {
      if (stages.first === 0) return;
      yield* sleep(0);
      assert.equal(stages.second, stages.first + 1, "the reader sees the first stage without the second");
    });
  }
  yield* join(...Array.from({ length: writers }, () => write), read);
}
