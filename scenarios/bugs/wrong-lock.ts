import assert from "node:assert/strict";
import { Lock, sleep, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";
import { join } from "./threads.ts";

// FIFO order finds it: the two locks keep nobody apart.

export const bugs: readonly Bug[] = [
  {
    id: "wrong-lock",
    title: "A counter is guarded by one lock in one thread and by another lock in the others",
    source: new URL("https://github.com/mc-imperial/sctbench"),
    tier: "T1",
    buggy: wrongLock,
    fixed: wrongLockFixed,
  },
];

export default function* wrongLock(): Generator<Wait, void, void> {
  yield* count(new Lock(), new Lock());
}

export function* wrongLockFixed(): Generator<Wait, void, void> {
  const lock = new Lock();
  yield* count(lock, lock);
}

function* count(dataLock: Lock, otherLock: Lock): Generator<Wait, void, void> {
  const counter = shared({ value: 0 });
  function* increment(lock: Lock): Generator<Wait, void, void> {
    yield* sleep(0);
    yield* lock.run(function* () {
      const before = counter.value;
      yield* sleep(0);
      counter.value = before + 1;
    });
  }
  yield* join(
    () => increment(dataLock),
    () => increment(otherLock),
    () => increment(otherLock),
  );
  assert.equal(counter.value, 3, "an increment is lost");
}
