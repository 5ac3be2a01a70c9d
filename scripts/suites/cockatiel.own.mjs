// @ts-nocheck -- the suites are JavaScript, as those of other people are
// cockatiel ships no tests: what its tests of policies say, in our words. Half by hand, half in time that passes. Left out is what asks that
// performance.now() moves on while nothing waits (the durations of its Executor), and what forks processes.
import {
  bulkhead,
  BulkheadRejectedError,
  ConstantBackoff,
  ExponentialBackoff,
  fallback,
  handleAll,
  handleType,
  handleWhen,
  handleWhenResult,
  IterableBackoff,
  noop,
  noJitterGenerator,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  usePolicy,
  wrap,
} from "cockatiel";
import { promisify } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";

class Down extends Error {}
class Odd extends Error {}

afterEach(() => void vi.useRealTimers());
const delay = promisify(setTimeout);
const aborted = AbortSignal.abort();

describe("a bulkhead", () => {
  /** Jobs that note when they begin and end. */
  function jobs(count) {
    const order = [];
    const each = (index) => async () => {
      order.push(`${index} in`);
      await delay(50 + index * 20);
      order.push(`${index} out`);
      return index;
    };
    return { order, all: Array.from({ length: count }, (_, index) => each(index)) };
  }

  test("refuses what is too much", async () => {
    const policy = bulkhead(2);
    const { order, all } = jobs(3);
    const results = await Promise.allSettled(all.map((job) => policy.execute(job)));
    expect(results.map(({ value }) => value)).toEqual([0, 1, undefined]);
    expect(results[2].reason).toBeInstanceOf(BulkheadRejectedError);
    expect(order).toEqual(["0 in", "1 in", "0 out", "1 out"]);
  });

  test("queues, and refuses what the queue cannot take", async () => {
    const policy = bulkhead(2, 2);
    const { order, all } = jobs(5);
    const results = await Promise.allSettled(all.map((job) => policy.execute(job)));
    expect(results.map(({ value }) => value)).toEqual([0, 1, 2, 3, undefined]);
    expect(order).toEqual(["0 in", "1 in", "0 out", "2 in", "1 out", "3 in", "2 out", "3 out"]);
  });

  test("counts its slots", async () => {
    const policy = bulkhead(1, 1);
    const slots = () => [policy.executionSlots, policy.queueSlots];
    expect(slots()).toEqual([1, 1]);
    const first = policy.execute(() => delay(20));
    expect(slots()).toEqual([0, 1]);
    const second = policy.execute(() => delay(20));
    expect(slots()).toEqual([0, 0]);
    await first;
    expect(slots()).toEqual([0, 1]);
    await second;
    expect(slots()).toEqual([1, 1]);
  });

  test("starts nothing that is cancelled, before or while it waits", async () => {
    const policy = bulkhead(1, Infinity);
    const never = () => expect.unreachable();
    const running = policy.execute(() => delay(50));
    const later = new AbortController();
    setTimeout(() => later.abort(), 10);
    await expect(policy.execute(never, aborted)).rejects.toThrow(TaskCancelledError);
    await expect(policy.execute(never, later.signal)).rejects.toThrow(TaskCancelledError);
    await running;
  });
});

describe("retries", () => {
  /** A function that fails so many times, and when it was called. */
  function failing(times, error = new Down()) {
    const calls = [];
    const start = performance.now();
    const job = () => {
      calls.push(Math.round(performance.now() - start));
      if (calls.length <= times) throw error;
      return calls.length;
    };
    return { calls, job };
  }

  test.each([
    ["the same time", new ConstantBackoff(50), [0, 50, 100, 150]],
    ["one time after the other", new IterableBackoff([10, 20, 40]), [0, 10, 30, 70]],
    [
      "longer each time",
      new ExponentialBackoff({ generator: noJitterGenerator, initialDelay: 100 }),
      [0, 100, 300, 700],
    ],
    [
      "no longer than the most",
      new ExponentialBackoff({ generator: noJitterGenerator, initialDelay: 100, maxDelay: 150 }),
      [0, 100, 250, 400],
    ],
  ])("wait %s", async (_, backoff, expected) => {
    vi.useFakeTimers();
    const { calls, job } = failing(3);
    const done = retry(handleAll, { maxAttempts: 3, backoff }).execute(job);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([await done, calls]).toEqual([4, expected]);
  });

  test("wait in time that passes", async () => {
    const { calls, job } = failing(3);
    await retry(handleAll, { maxAttempts: 4, backoff: new ConstantBackoff(200) }).execute(job);
    expect(calls.map((ms) => Math.round(ms / 200))).toEqual([0, 1, 2, 3]);
  });

  test("give up after the last, and say so", async () => {
    const policy = retry(handleAll, { maxAttempts: 2 });
    const seen = { retries: 0, given: 0 };
    policy.onRetry(() => (seen.retries += 1));
    policy.onGiveUp(() => (seen.given += 1));
    await expect(policy.execute(failing(5).job)).rejects.toThrow(Down);
    expect(seen).toEqual({ retries: 2, given: 1 });
  });

  test("do not hide what they do not handle", async () => {
    const { calls, job } = failing(1, new Odd());
    await expect(retry(handleType(Down), { maxAttempts: 3 }).execute(job)).rejects.toThrow(Odd);
    expect(calls.length).toBe(1);
  });

  test("handle results", async () => {
    let count = 0;
    const policy = retry(
      handleWhenResult((value) => typeof value === "number" && value < 3),
      { maxAttempts: 5 },
    );
    expect(await policy.execute(() => (count += 1))).toBe(3);
  });

  test("handle errors by what they say", async () => {
    const { calls, job } = failing(2, new Down("busy"));
    await retry(
      handleWhen(({ message }) => message === "busy"),
      { maxAttempts: 5 },
    ).execute(job);
    expect(calls.length).toBe(3);
  });

  test("stop when they are cancelled", async () => {
    const parent = new AbortController();
    const { calls, job } = failing(9);
    const failAndStop = () => {
      if (calls.length === 1) parent.abort();
      return job();
    };
    await expect(retry(handleAll, { maxAttempts: 9 }).execute(failAndStop, parent.signal)).rejects.toThrow(Down);
    expect(calls.length).toBe(2);
  });

  test("count their attempts", async () => {
    const attempts = [];
    const policy = retry(handleAll, { maxAttempts: 2 });
    await policy
      .execute(({ attempt }) => {
        attempts.push(attempt);
        throw new Down();
      })
      .catch(() => undefined);
    expect(attempts).toEqual([0, 1, 2]);
  });
});

describe("a timeout", () => {
  const slow = ({ signal }) => new Promise((resolve) => signal.addEventListener("abort", () => resolve("was told")));

  test("passes on what is in time", async () => {
    expect(await timeout(300, TimeoutStrategy.Cooperative).execute(() => delay(50, "in time"))).toBe("in time");
  });

  test("tells a job that cooperates", async () => {
    const policy = timeout(200, TimeoutStrategy.Cooperative);
    let timeouts = 0;
    policy.onTimeout(() => (timeouts += 1));
    expect([await policy.execute(slow), timeouts]).toEqual(["was told", 1]);
  });

  test("leaves one that does not", async () => {
    const policy = timeout(200, TimeoutStrategy.Aggressive);
    await expect(policy.execute(() => delay(2_000))).rejects.toThrow("timed out");
  });

  test("is by hand the same", async () => {
    vi.useFakeTimers();
    const late = timeout(60_000, TimeoutStrategy.Aggressive).execute(() => delay(3_600_000));
    const told = late.then(undefined, (error) => error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(String(await told)).toContain("timed out after 60000ms");
  });

  test.each(["Cooperative", "Aggressive"])("links the signal of its parent: %s", async (strategy) => {
    const parent = new AbortController();
    setTimeout(() => parent.abort(), 100);
    const policy = timeout(60_000, TimeoutStrategy[strategy]);
    expect(await policy.execute(slow, parent.signal)).toBe("was told");
  });

  test.each([
    ["succeeds", () => 1, ["success"]],
    ["fails", () => Promise.reject(new Down()), ["failure"]],
  ])("tells when a job %s", async (_, job, expected) => {
    const policy = timeout(100, TimeoutStrategy.Cooperative);
    const seen = [];
    policy.onSuccess(() => seen.push("success"));
    policy.onFailure(() => seen.push("failure"));
    await policy.execute(job).catch(() => undefined);
    expect(seen).toEqual(expected);
  });
});

describe("policies together", () => {
  test("fall back", async () => {
    const policy = fallback(handleType(Down), () => "instead");
    expect(await policy.execute(() => "first")).toBe("first");
    expect(await policy.execute(() => Promise.reject(new Down()))).toBe("instead");
    await expect(policy.execute(() => Promise.reject(new Odd()))).rejects.toThrow(Odd);
  });

  test("wrap each other, from the outside in", async () => {
    let attempts = 0;
    const policy = wrap(
      fallback(handleAll, "instead"),
      retry(handleAll, { maxAttempts: 2, backoff: new ConstantBackoff(100) }),
      timeout(50, TimeoutStrategy.Aggressive),
    );
    const job = () => {
      attempts += 1;
      return delay(1_000);
    };
    expect([await policy.execute(job), attempts]).toEqual(["instead", 3]);
  });

  test("may do nothing", async () => expect(await noop.execute(() => 7)).toBe(7));

  test("decorate methods", async () => {
    class Client {
      attempts = 0;
      get() {
        this.attempts += 1;
        if (this.attempts < 3) throw new Down();
        return this.attempts;
      }
    }
    const descriptor = Object.getOwnPropertyDescriptor(Client.prototype, "get");
    usePolicy(retry(handleAll, { maxAttempts: 5 }))(Client.prototype, "get", descriptor);
    Object.defineProperty(Client.prototype, "get", descriptor);
    await expect(Promise.resolve(new Client().get())).resolves.toBe(3);
  });
});
