import assert from "node:assert/strict";
import { Condition, createFuture, Lock, sleep, TaskGroup, type Wait, waitFor } from "timeloom";
import type { Program } from "./bug.ts";
import { BuggyCondition } from "./condition-notify-lost.ts";
import { BuggyLock as LosingLock } from "./lock-lost-wakeup.ts";
import { BuggyLock as SharingLock } from "./lock-two-owners.ts";
import { BuggyPool, Pool } from "./pool-leak.ts";
import { buggyWaitFor as leakingWaitFor } from "./wait-for-leaks.ts";
import { buggyWaitFor as swallowingWaitFor } from "./wait-for-swallows.ts";

/** A bug that a cancellation brings out. Its program cancels nobody: that is left to the sweep. */
export interface SweptBug {
  /** The bug of the suite that it is a variant of. */
  readonly id: string;
  readonly buggy: Program;
  /** Survives a cancellation at every await. */
  readonly fixed: Program;
}

export const sweptBugs: readonly SweptBug[] = [
  { id: "lock-lost-wakeup", buggy: () => visits(new LosingLock()), fixed: () => visits(new Lock()) },
  { id: "lock-two-owners", buggy: () => visits(new SharingLock()), fixed: () => visits(new Lock()) },
  {
    id: "condition-notify-lost",
    buggy: () => oneApple(new BuggyCondition()),
    fixed: () => oneApple(new Condition()),
  },
  { id: "wait-for-swallows", buggy: () => question(swallowingWaitFor), fixed: () => question(waitFor) },
  { id: "wait-for-leaks", buggy: () => turnInTime(leakingWaitFor), fixed: () => turnInTime(waitFor) },
  { id: "pool-leak", buggy: () => borrowing(new BuggyPool()), fixed: () => borrowing(new Pool()) },
];

type AnyLock = LosingLock | SharingLock | Lock;

/** Four tasks take turns; one at a time is inside. */
function* visits(lock: AnyLock): Generator<Wait, void, void> {
  let inside = 0;
  function* visit(): Generator<Wait, void, void> {
    yield* lock.acquire();
    inside += 1;
    try {
      assert.equal(inside, 1, "two tasks own the lock");
      yield* sleep(0);
    } finally {
      inside -= 1;
      lock.release();
    }
  }
  yield* new TaskGroup().run(function* (group) {
    for (let i = 0; i < 4; i++) group.createTask(visit);
  });
}

/** Whoever of two gets the only apple tells the other to go home. */
function* oneApple(condition: BuggyCondition | Condition): Generator<Wait, void, void> {
  const apples: string[] = [];
  const eaten: string[] = [];
  function* consume(): Generator<Wait, void, void> {
    yield* condition.acquire();
    try {
      while (apples.length + eaten.length === 0) yield* condition.wait();
      eaten.push(...apples.splice(0, 1));
      condition.notify();
    } finally {
      condition.release();
    }
  }
  yield* new TaskGroup().run(function* (group) {
    group.createTask(consume);
    group.createTask(consume);
    yield* sleep(0);
    yield* condition.acquire();
    apples.push("apple");
    condition.notify();
    condition.release();
  });
}

/** An answer that comes in time. */
function* question(waitForFuture: typeof swallowingWaitFor | typeof waitFor): Generator<Wait, void, void> {
  const answer = createFuture<string>();
  yield* new TaskGroup().run(function* (group) {
    group.createTask(() => waitForFuture(answer, 1));
    yield* sleep(0);
    if (!answer.done()) answer.setResult("42");
  });
}

/** A lock that is free in time. */
function* turnInTime(waitForBody: typeof leakingWaitFor | typeof waitFor): Generator<Wait, void, void> {
  const lock = new Lock();
  yield* new TaskGroup().run(function* (group) {
    group.createTask(() => lock.run(() => sleep(0)));
    group.createTask(function* () {
      yield* waitForBody(() => lock.acquire(), 1);
      lock.release();
    });
  });
}

/** Two borrowers of one connection. */
function* borrowing(pool: BuggyPool): Generator<Wait, void, void> {
  function* borrow(): Generator<Wait, void, void> {
    const connection = yield* pool.acquire();
    try {
      yield* sleep(0.1);
    } finally {
      pool.release(connection);
    }
  }
  yield* new TaskGroup().run(function* (group) {
    group.createTask(borrow);
    group.createTask(borrow);
  });
  assert.equal(pool.idle.length, 1, "a connection did not come back to the pool");
}
