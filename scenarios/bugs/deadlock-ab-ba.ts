import { Lock, sleep, type Wait } from "timeloom";
import type { Bug } from "./bug.ts";
import { join } from "./threads.ts";

// FIFO order finds it.

export const bugs: readonly Bug[] = [
  {
    id: "deadlock-ab-ba",
    title: "Two threads take two locks in opposite orders, and each holds what the other waits for",
    source: new URL("https://doi.org/10.1145/356586.356588"),
    tier: "T1",
    buggy: deadlockAbBa,
    fixed: deadlockAbBaFixed,
  },
];

export default function* deadlockAbBa(): Generator<Wait, void, void> {
  const a = new Lock();
  const b = new Lock();
  yield* join(
    () => withBoth(a, b),
    () => withBoth(b, a),
  );
}

export function* deadlockAbBaFixed(): Generator<Wait, void, void> {
  const a = new Lock();
  const b = new Lock();
  yield* join(
    () => withBoth(a, b),
    () => withBoth(a, b),
  );
}

function* withBoth(first: Lock, second: Lock): Generator<Wait, void, void> {
  yield* sleep(0);
  yield* first.acquire();
  yield* sleep(0);
  yield* second.acquire();
  second.release();
  first.release();
}
