import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  createTask,
  currentTask,
  getRunningLoop,
  run,
  sleep,
  type Timeout,
  timeout,
  timeoutAt,
  TimeoutError,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

const now = (): number => getRunningLoop().time();

describe.each<[name: string, nap: (seconds: number) => Body<[Timeout], string>]>([
  [
    "generator",
    (seconds) =>
      function* () {
        return yield* sleep(seconds, "value");
      },
  ],
  ["async", (seconds) => async () => await sleep(seconds, "value")],
])("timeout() (%s)", (_, nap) => {
  it("gives the value of a block that ends in time, and does not expire", () =>
    onVirtualLoop(async () => {
      const limit = timeout(2);

      expect(await limit.run(nap(1))).toBe("value");

      expect([limit.expired(), limit.when(), now()]).toEqual([false, 2, 1]);
    }));

  it("fails with TimeoutError when the time is over, whose cause is the cancellation", () =>
    onVirtualLoop(async () => {
      const limit = timeout(1);

      const error: unknown = await limit.run(nap(5)).then(null, (reason: unknown) => reason);

      expect(error).toBeInstanceOf(TimeoutError);
      expect((error as Error).cause).toBeInstanceOf(CancelledError);
      expect([limit.expired(), now(), currentTask()?.cancelling()]).toEqual([true, 1, 0]);
    }));

  it("does the same for `yield*`", () =>
    onVirtualLoop(function* () {
      let error: unknown;
      try {
        yield* timeout(1).run(nap(5));
      } catch (reason) {
        error = reason;
      }

      expect([error instanceof TimeoutError, now()]).toEqual([true, 1]);
    }));

  it("never expires if the delay is null", () =>
    onVirtualLoop(async () => {
      const limit = timeout(null);

      expect(await limit.run(nap(1e9))).toBe("value");

      expect([limit.when(), limit.expired()]).toEqual([null, false]);
    }));

  it.each([0, -1])("expires at once, at the first wait, if the delay is %s", (delay) =>
    onVirtualLoop(async () => {
      await expect(timeout(delay).run(nap(1))).rejects.toBeInstanceOf(TimeoutError);

      expect(now()).toBe(0);
    }),
  );

  it("lets a block go on that does not wait, however late it is", () =>
    onVirtualLoop(async () => {
      expect(await timeout(0).run(async () => "value")).toBe("value");
    }));
});

describe("timeoutAt()", () => {
  it("expires at a time of the loop", () =>
    onVirtualLoop(async () => {
      await sleep(3);

      await expect(timeoutAt(5).run(() => sleep(10))).rejects.toBeInstanceOf(TimeoutError);

      expect(now()).toBe(5);
    }));

  it("expires at once if that time has passed", () =>
    onVirtualLoop(async () => {
      await sleep(3);

      await expect(timeoutAt(1).run(() => sleep(10))).rejects.toBeInstanceOf(TimeoutError);

      expect(now()).toBe(3);
    }));

  it("expires before a block goes on that only lets others run", () =>
    onVirtualLoop(async () => {
      await sleep(3);
      let wentOn = false;

      const block = timeoutAt(1).run(async () => {
        await sleep(0);
        wentOn = true;
      });

      await expect(block).rejects.toBeInstanceOf(TimeoutError);
      expect(wentOn).toBe(false);
    }));

  it("never expires if it is null", () =>
    onVirtualLoop(async () => {
      expect(await timeoutAt(null).run(() => sleep(10, "value"))).toBe("value");
    }));
});

describe("a block under a timeout", () => {
  it("can clean up, and even wait, after it was cancelled", () =>
    onVirtualLoop(async () => {
      const block = timeout(1).run(async () => {
        try {
          await sleep(10);
        } finally {
          await sleep(2);
        }
      });

      await expect(block).rejects.toBeInstanceOf(TimeoutError);
      expect(now()).toBe(3);
    }));

  it("can give a value in spite of the timeout", () =>
    onVirtualLoop(async () => {
      const limit = timeout(1);

      const value = await limit.run(async () => {
        await sleep(10).then(null, () => {});
        return "value";
      });

      expect([value, limit.expired(), currentTask()?.cancelling()]).toEqual(["value", true, 0]);
    }));

  it("fails with its own error if it throws one, before or after the timeout", () =>
    onVirtualLoop(async () => {
      const failure = new Error("broken");
      const before = timeout(1).run(() => Promise.reject(failure));
      await expect(before).rejects.toBe(failure);

      const after = timeout(1).run(() => sleep(10).then(null, () => Promise.reject(failure)));
      await expect(after).rejects.toBe(failure);
    }));

  it("is cancelled by a timeout only, not by what it waits for: another CancelledError stays one", () =>
    onVirtualLoop(async () => {
      const inner = createTask(() => sleep(10));
      getRunningLoop().callLater(1, () => inner.cancel("by others"));

      await expect(timeout(5).run(() => inner)).rejects.toThrow(new CancelledError("by others"));
    }));

  it("passes the cancellation of its task on", () =>
    onVirtualLoop(async () => {
      const task = createTask(() => timeout(5).run(() => sleep(10)));
      await sleep(1);

      task.cancel("enough");

      await expect(task).rejects.toThrow(new CancelledError("enough"));
      expect([task.cancelled(), now()]).toEqual([true, 1]);
    }));

  it("lets the cancellation of its task win if that comes together with the timeout", () =>
    onVirtualLoop(async () => {
      const task = createTask(() => timeout(1).run(() => sleep(10)));
      getRunningLoop().callLater(1, () => task.cancel("enough"));

      await expect(task).rejects.toBeInstanceOf(CancelledError);
      expect([task.cancelled(), task.cancelling()]).toEqual([true, 1]);
    }));

  it("counts the cancellations from before it as the caller's", () =>
    onVirtualLoop(async () => {
      const task = createTask(async () => {
        await sleep(10).then(null, () => {});
        return await timeout(1)
          .run(() => sleep(10))
          .then(null, (error: unknown) => [String(error), currentTask()?.cancelling()]);
      });
      await sleep(1);

      task.cancel();

      expect(await task).toEqual(["TimeoutError", 1]);
    }));

  it("in another one: the outer one ends both if it is first", () =>
    onVirtualLoop(async () => {
      const inner = timeout(5);
      const outer = timeout(1).run(() => inner.run(() => sleep(10)));

      await expect(outer).rejects.toBeInstanceOf(TimeoutError);
      expect([inner.expired(), now()]).toEqual([false, 1]);
    }));

  it("in another one: the inner one ends itself only if it is first", () =>
    onVirtualLoop(async () => {
      const outer = timeout(5);
      const value = await outer.run(async () => {
        await expect(timeout(1).run(() => sleep(10))).rejects.toBeInstanceOf(TimeoutError);
        return await sleep(1, "went on");
      });

      expect([value, outer.expired(), now()]).toEqual(["went on", false, 2]);
    }));

  it("in another one with the same deadline: both expire, and the outer one fails", () =>
    onVirtualLoop(async () => {
      const [inner, outer] = [timeout(1), timeout(1)];

      await expect(outer.run(() => inner.run(() => sleep(10)))).rejects.toBeInstanceOf(TimeoutError);

      expect([inner.expired(), outer.expired(), currentTask()?.cancelling()]).toEqual([true, true, 0]);
    }));
});

describe("Timeout.reschedule()", () => {
  it("moves the deadline, later and earlier", () =>
    onVirtualLoop(async () => {
      const later = timeout(1).run(async (limit) => {
        limit.reschedule(5);
        await sleep(10);
      });
      await expect(later).rejects.toBeInstanceOf(TimeoutError);
      expect(now()).toBe(5);

      const earlier = timeout(100).run(async (limit) => {
        limit.reschedule(now() + 1);
        await sleep(10);
      });
      await expect(earlier).rejects.toBeInstanceOf(TimeoutError);
      expect(now()).toBe(6);
    }));

  it("takes the deadline away with null, and gives one where there was none", () =>
    onVirtualLoop(async () => {
      const away = timeout(1).run(async (limit) => {
        limit.reschedule(null);
        return await sleep(10, limit.when());
      });
      expect(await away).toBeNull();

      const given = timeout(null).run(async (limit) => {
        limit.reschedule(now() + 1);
        await sleep(10);
      });
      await expect(given).rejects.toBeInstanceOf(TimeoutError);
    }));

  it("expires at the next wait if the new deadline has passed", () =>
    onVirtualLoop(async () => {
      const past = timeout(100).run(async (limit) => {
        await sleep(5);
        limit.reschedule(2);
        await sleep(10);
      });

      await expect(past).rejects.toBeInstanceOf(TimeoutError);
      expect(now()).toBe(5);
    }));
});
