import assert from "node:assert/strict";
import {
  CancelledError,
  createFuture,
  createTask,
  type Future,
  getRunningLoop,
  sleep,
  TimeoutError,
  type Wait,
  wait,
  waitFor,
} from "timeloom";
import type { Bug } from "./bug.ts";

// FIFO order finds it: what is waited for ends, and the caller is cancelled before it runs.

export const bugs: readonly Bug[] = [
  {
    id: "wait-for-swallows",
    title: "waitFor() returns the result that came just before a cancellation, and the cancellation is lost",
    source: new URL("https://bugs.python.org/issue42130"),
    tier: "T1",
    buggy: waitForSwallows,
    fixed: waitForSwallowsFixed,
  },
];

export default function* waitForSwallows(): Generator<Wait, void, void> {
  yield* program(buggyWaitFor);
}

export function* waitForSwallowsFixed(): Generator<Wait, void, void> {
  yield* program(waitFor);
}

function* program(waitForFuture: typeof buggyWaitFor | typeof waitFor): Generator<Wait, void, void> {
  const answer = createFuture<string>();
  const caller = createTask(() => waitForFuture(answer, 1));
  const answering = createTask(function* () {
    yield* sleep(0);
    if (!answer.done()) answer.setResult("42");
  });
  yield* sleep(0);
  const accepted = caller.cancel();
  yield* wait([caller, answering]);
  assert.equal(caller.cancelled(), accepted, "a cancellation was lost");
}

/** What is waited for wakes another future, for which the caller waits: there is a step between the two. */
export function* buggyWaitFor<T>(inner: Future<T>, timeout: number): Generator<Wait, T, void> {
  const wakeUp = createFuture<void>();
  const wake = (): void => {
    if (!wakeUp.done()) wakeUp.setResult();
  };
  const timer = getRunningLoop().callLater(timeout, wake);
  inner.addDoneCallback(wake);
  try {
    try {
      yield* wakeUp;
    } catch (error) {
      if (error instanceof CancelledError && inner.done()) return inner.result();
      inner.cancel();
      yield* wait([inner]);
      throw error;
    }
    if (inner.done()) return inner.result();
    inner.cancel();
    yield* wait([inner]);
    if (!inner.cancelled()) return inner.result();
    throw new TimeoutError();
  } finally {
    timer.cancel();
  }
}
