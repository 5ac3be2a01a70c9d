import { describe, expect, it } from "vitest";
import { type Coroutine, gather, Lock, sleep } from "#index";
import { explore, History, LinearizabilityError, linearizable, RaceError } from "#testing";
import { cache, type CacheOperation, lock, queue, type QueueOperation } from "../../../tests/histories.ts";

describe("linearizable() in an exploration", () => {
  it.each([
    ["queue", brokenQueue],
    ["cache", brokenCache],
    ["lock", brokenLock],
  ])("is what an exploration finds in a %s that is not atomic", async (_, body) => {
    const failure: unknown = await explore(body, { level: "any-order", executions: 2_000 }).catch(
      (error: unknown) => error,
    );

    expect(failure).toBeInstanceOf(RaceError);
    const { error } = (failure as RaceError).finding.failure;
    expect(error).toBeInstanceOf(LinearizabilityError);
    expect((error as LinearizabilityError).operations.length).toBeLessThanOrEqual(6);
  });

  it("accepts every order of a queue that is", async () => {
    const certificate = await explore(mendedQueue, { level: "any-order", executions: 2_000 });
    expect(certificate.executions).toBeGreaterThan(10);
  });
});

/** A queue that waits between its look and its step. */
function queueBody(atomically: <T>(body: () => Promise<T>) => PromiseLike<T>): () => Promise<void> {
  return async () => {
    const history = new History<QueueOperation, number | undefined>();
    const items: number[] = [];
    let taken = 0;
    const put = (value: number): Coroutine<void> =>
      history.record({ put: value }, () => atomically(async () => void items.push(value)));
    const take = (): Coroutine<number | undefined> =>
      history.record("take", () =>
        atomically(async () => {
          const at = taken;
          await sleep(0);
          taken = Math.min(at + 1, items.length);
          return items[at];
        }),
      );
    await gather(put(1), put(2));
    await gather(take(), take());
    linearizable(queue, history);
  };
}

const brokenQueue = queueBody((body) => body());

const mendedQueue = async (): Promise<void> => {
  const mutex = new Lock();
  await queueBody((body) => mutex.run(body))();
};

async function brokenCache(): Promise<void> {
  const history = new History<CacheOperation, number | undefined>();
  const values = new Map<string, number>([["a", 0]]);
  const set = (value: number): Coroutine<void> =>
    history.record({ set: "a", value }, async () => {
      values.delete("a");
      await sleep(0);
      values.set("a", value);
    });
  const get = (): Coroutine<number | undefined> => history.record({ get: "a" }, async () => values.get("a"));
  await set(1);
  await gather(set(2), get(), get());
  linearizable(cache, history);
}

async function brokenLock(): Promise<void> {
  const history = new History<"tryAcquire" | "release", boolean>();
  let held = false;
  const tryAcquire = (): Coroutine<boolean> =>
    history.record("tryAcquire", async () => {
      if (held) return false;
      await sleep(0);
      held = true;
      return true;
    });
  await gather(tryAcquire(), tryAcquire());
  linearizable(lock, history);
}
