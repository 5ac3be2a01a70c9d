import assert from "node:assert/strict";
import { sleep, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";
import { join } from "./threads.ts";

// The whole of stop() must run between the check of the flag and the count: one delay from FIFO order, which passes.

export const bugs: readonly Bug[] = [
  {
    id: "bluetooth",
    title: "A driver is stopped after a request has checked that it runs and before the request is counted",
    source: new URL("https://doi.org/10.1145/996841.996845"),
    tier: "T1",
    buggy: bluetooth,
    fixed: bluetoothFixed,
  },
];

class Driver {
  /** Requests that are served, and one for the driver itself. */
  pending = 1;
  stopping = false;
  drained = false;
  stopped = false;

  *leave(): Generator<Wait, void, void> {
    yield* sleep(0);
    this.pending -= 1;
    if (this.pending === 0) this.drained = true;
  }

  *stop(): Generator<Wait, void, void> {
    yield* sleep(0);
    this.stopping = true;
    yield* this.leave();
    yield* sleep(0);
    if (this.drained) this.stopped = true;
  }

  *work(): Generator<Wait, void, void> {
    yield* sleep(0);
    assert.ok(!this.stopped, "the driver is stopped while it serves a request");
  }
}

export default function* bluetooth(): Generator<Wait, void, void> {
  const driver = shared(new Driver());
  function* request(): Generator<Wait, void, void> {
    yield* sleep(0);
    if (driver.stopping) return;
    yield* sleep(0);
    driver.pending += 1;
    yield* driver.work();
    yield* driver.leave();
  }
  yield* join(request, () => driver.stop());
}

export function* bluetoothFixed(): Generator<Wait, void, void> {
  const driver = shared(new Driver());
  function* request(): Generator<Wait, void, void> {
    yield* sleep(0);
    driver.pending += 1;
    yield* sleep(0);
    if (!driver.stopping) yield* driver.work();
    yield* driver.leave();
  }
  yield* join(request, () => driver.stop());
}
