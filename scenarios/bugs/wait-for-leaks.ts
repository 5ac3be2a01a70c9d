import assert from "node:assert/strict";
import {
  createFuture,
  createTask,
  getRunningLoop,
  Lock,
  sleep,
  TaskGroup,
  type Body,
  TimeoutError,
  type Wait,
  wait,
  waitFor,
} from "timeloom";
import type { Bug } from "./bug.ts";

// FIFO order passes. Needed: the inner task gets the lock, and the caller is cancelled before it runs.

export const bugs: readonly Bug[] = [
  {
    id: "wait-for-leaks",
    title: "waitFor() drops the result that came just before a cancellation, and the lock it stands for stays taken",
    source: new URL("https://bugs.python.org/issue37658"),
    tier: "T1",
    buggy: waitForLeaks,
    fixed: waitForLeaksFixed,
  },
];

export default function* waitForLeaks(): Generator<Wait, void, void> {
  yield* program(buggyWaitFor);
}

export function* waitForLeaksFixed(): Generator<Wait, void, void> {
  yield* program(waitFor);
}

function* program(waitForBody: typeof buggyWaitFor | typeof waitFor): Generator<Wait, void, void> {
  const lock = new Lock();
  yield* lock.acquire();
  yield* new TaskGroup().run(function* (group) {
    const caller = group.createTask(function* () {
      yield* waitForBody(() => lock.acquire(), 1);
      lock.release();
    });
    group.createTask(function* () {
      yield* sleep(0);
      lock.release();
    });
    yield* sleep(0);
    caller.cancel();
  });
  assert.equal(lock.locked(), false, "the lock stays taken");
}

/** A cancellation is passed on to the inner task, which may have ended already. */
export function* buggyWaitFor<T>(body: Body<[], T>, timeout: number): Generator<Wait, T, void> {
  const wakeUp = createFuture<void>();
  const wake = (): void => {
    if (!wakeUp.done()) wakeUp.setResult();
  };
  const timer = getRunningLoop().callLater(timeout, wake);
  const inner = createTask(body);
  inner.addDoneCallback(wake);
  try {
    yield* wakeUp;
  } catch (error) {
    inner.cancel();
    yield* wait([inner]);
    throw error;
  } finally {
    timer.cancel();
  }
  if (inner.done()) return inner.result();
  inner.cancel();
  yield* wait([inner]);
  if (!inner.cancelled()) return inner.result();
  throw new TimeoutError();
}
