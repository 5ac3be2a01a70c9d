import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import {
  BrokenCircuitError,
  bulkhead,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleAll,
  noJitterGenerator,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
} from "cockatiel";
import type { Library } from "./behaviour.ts";

export const cockatielLibrary: Library = {
  name: "cockatiel 3.2.1",
  behaviours: [
    {
      title: "retries after 128, 256 and 512 ms by an exponential backoff without jitter",
      async program(time) {
        const attempts: number[] = [];
        const backoff = new ExponentialBackoff({ generator: noJitterGenerator });
        const attempt = (): never => {
          attempts.push(time.read());
          throw new Error("down");
        };
        await assert.rejects(retry(handleAll, { maxAttempts: 3, backoff }).execute(attempt), { message: "down" });
        time.were(attempts, [0, 0.128, 0.384, 0.896]);
      },
    },
    {
      title: "times out aggressively: at once, whatever the call does",
      async program(time) {
        const policy = timeout(300, TimeoutStrategy.Aggressive);
        await assert.rejects(
          policy.execute(() => pause(500)),
          TaskCancelledError,
        );
        time.is(0.3);
      },
    },
    {
      title: "times out cooperatively: when the call heeds its signal",
      async program(time) {
        const policy = timeout(300, TimeoutStrategy.Cooperative);
        const result = await policy.execute(async ({ signal }) => {
          await pause(500);
          return signal.aborted;
        });
        assert.equal(result, true);
        time.is(0.5);
      },
    },
    {
      title: "breaks the circuit, and tries one call when halfOpenAfter has passed",
      async program(time) {
        const policy = circuitBreaker(handleAll, { halfOpenAfter: 500, breaker: new ConsecutiveBreaker(2) });
        const down = (): Promise<never> => Promise.reject(new Error("down"));
        for (let i = 0; i < 2; i++) await assert.rejects(policy.execute(down), { message: "down" });
        await assert.rejects(policy.execute(down), BrokenCircuitError);
        await pause(400);
        await assert.rejects(policy.execute(down), BrokenCircuitError);
        await pause(150);
        assert.equal(await policy.execute(() => "up"), "up");
        assert.equal(await policy.execute(() => "up"), "up");
        time.is(0.55);
      },
    },
    {
      title: "queues behind a bulkhead",
      async program(time) {
        const policy = bulkhead(1, 2);
        const work = async (): Promise<number> => {
          await pause(200);
          return time.read();
        };
        time.were(await Promise.all([1, 2, 3].map(() => policy.execute(work))), [0.2, 0.4, 0.6]);
      },
    },
  ],
};
