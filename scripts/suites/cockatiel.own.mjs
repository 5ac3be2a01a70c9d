// @ts-nocheck -- the suites are JavaScript, as those of other people are
// cockatiel ships no tests: what its tests of policies say, in our words. Half by hand, half in time that passes.
import {
  circuitBreaker,
  ConsecutiveBreaker,
  ConstantBackoff,
  handleAll,
  retry,
  timeout,
  TimeoutStrategy,
} from "cockatiel";
import { afterEach, describe, expect, test, vi } from "vitest";

afterEach(() => void vi.useRealTimers());
const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a breaker", () => {
  test("half opens after its time", async () => {
    vi.useFakeTimers();
    const policy = circuitBreaker(handleAll, { halfOpenAfter: 1_000, breaker: new ConsecutiveBreaker(2) });
    const fail = () => policy.execute(() => Promise.reject(new Error("down")));
    await expect(fail()).rejects.toThrow("down");
    await expect(fail()).rejects.toThrow("down");
    await expect(policy.execute(() => "up")).rejects.toThrow("Execution prevented");
    vi.advanceTimersByTime(1_000);
    expect(await policy.execute(() => "up")).toBe("up");
  });
});

describe("retries", () => {
  test("wait between attempts", async () => {
    vi.useFakeTimers();
    const attempts = [];
    const policy = retry(handleAll, { maxAttempts: 3, backoff: new ConstantBackoff(50) });
    const start = performance.now();
    const done = policy.execute(() => {
      attempts.push(performance.now() - start);
      if (attempts.length < 3) throw new Error("again");
      return attempts.length;
    });
    await vi.advanceTimersByTimeAsync(100);
    expect(await done).toBe(3);
    expect(attempts).toEqual([0, 50, 100]);
  });

  test("wait in time that passes", async () => {
    const policy = retry(handleAll, { maxAttempts: 4, backoff: new ConstantBackoff(200) });
    let attempts = 0;
    const result = await policy.execute(() => {
      if ((attempts += 1) < 4) throw new Error("again");
      return "done";
    });
    expect(result).toBe("done");
  });
});

test("an aggressive timeout ends the wait", async () => {
  const policy = timeout(300, TimeoutStrategy.Aggressive);
  await expect(policy.execute(() => delay(1_000))).rejects.toThrow("timed out");
});
