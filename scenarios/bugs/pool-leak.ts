import assert from "node:assert/strict";
import {
  createFuture,
  type Future,
  getRunningLoop,
  sleep,
  TaskGroup,
  timeout,
  TimeoutError,
  type Wait,
} from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";

// FIFO order finds it: the connection is handed to the waiter at the instant at which the waiter's timeout
// passes.

export const bugs: readonly Bug[] = [
  {
    id: "pool-leak",
    title: "A pool hands a connection to a waiter whose timeout passes at that instant, and the connection is gone",
    source: new URL("https://github.com/aio-libs/aiohttp/issues/9670"),
    tier: "T1",
    buggy: poolLeak,
    fixed: poolLeakFixed,
  },
];

export default function* poolLeak(): Generator<Wait, void, void> {
  yield* program(new BuggyPool());
}

export function* poolLeakFixed(): Generator<Wait, void, void> {
  yield* program(new Pool());
}

function* program(pool: BuggyPool): Generator<Wait, void, void> {
  yield* new TaskGroup().run(function* (group) {
    group.createTask(function* () {
      yield* sleep(0.5);
      try {
        pool.release(yield* timeout(0.5).run(() => pool.acquire()));
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error;
      }
    });
    const connection = yield* pool.acquire();
    getRunningLoop().callLater(1, () => pool.release(connection));
    yield* sleep(2);
  });
  assert.equal(pool.idle.length, 1, "a connection did not come back to the pool");
}

/** A connection that is handed over belongs to nobody until the waiter runs. */
export class BuggyPool {
  readonly idle: string[] = shared(["connection"]);
  readonly #waiters: Future<string>[] = shared([]);

  *acquire(): Generator<Wait, string, void> {
    const connection = this.idle.pop();
    if (connection !== undefined) return connection;
    const handedOver = createFuture<string>(this, "acquire()");
    this.#waiters.push(handedOver);
    return yield* this.handOver(handedOver);
  }

  *handOver(handedOver: Future<string>): Generator<Wait, string, void> {
    return yield* handedOver;
  }

  release(connection: string): void {
    for (let first = this.#waiters.shift(); first !== undefined; first = this.#waiters.shift()) {
      if (!first.done()) return first.setResult(connection);
    }
    this.idle.push(connection);
  }
}

/** A waiter that ends otherwise gives back what it was handed. */
export class Pool extends BuggyPool {
  override *handOver(handedOver: Future<string>): Generator<Wait, string, void> {
    try {
      return yield* handedOver;
    } catch (error) {
      if (handedOver.done() && !handedOver.cancelled()) this.release(handedOver.result());
      throw error;
    }
  }
}
