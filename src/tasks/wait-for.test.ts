import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  coroutine,
  createFuture,
  createTask,
  currentTask,
  Event,
  getRunningLoop,
  run,
  sleep,
  TimeoutError,
  waitFor,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("waitFor()", () => {
  it.each([1, 5, Infinity, null])("gives the value if it comes in time (timeout: %s)", (timeout) =>
    onVirtualLoop(async () => {
      expect(await waitFor(sleep(0.5, "value"), timeout)).toBe("value");
      expect(getRunningLoop().time()).toBe(0.5);
    }),
  );

  it("takes functions of both kinds, tasks, futures, generator objects and promises", () =>
    onVirtualLoop(async () => {
      const future = createFuture<string>();
      getRunningLoop().callLater(1, () => future.setResult("future"));

      const values = [
        await waitFor(async () => "async function", 5),
        await waitFor(function* () {
          return "generator function";
        }, 5),
        await waitFor(
          createTask(async () => "task"),
          5,
        ),
        await waitFor(future, 5),
        await waitFor(
          (function* () {
            return "generator";
          })(),
          5,
        ),
        await waitFor(Promise.resolve("promise"), 5),
      ];

      expect(values).toEqual(["async function", "generator function", "task", "future", "generator", "promise"]);
    }));

  it("refuses what cannot be awaited", () =>
    onVirtualLoop(async () => {
      await expect(waitFor(7 as never, 1)).rejects.toThrow(
        /^An asyncio\.Future, a coroutine or an awaitable is required/,
      );
      await expect(waitFor(7 as never, 0)).rejects.toBeInstanceOf(TypeError);
    }));

  it("fails with the error of what it waits for", () =>
    onVirtualLoop(async () => {
      const failure = new Error("broken");

      await expect(waitFor(() => Promise.reject(failure), 1)).rejects.toBe(failure);
    }));

  it("cancels a task when the time is over, waits until it has ended, and fails with TimeoutError", () =>
    onVirtualLoop(async () => {
      const slow = createTask(async () => {
        try {
          await sleep(100);
        } finally {
          await sleep(2);
        }
      });

      await expect(waitFor(slow, 1)).rejects.toBeInstanceOf(TimeoutError);

      expect([slow.cancelled(), getRunningLoop().time()]).toEqual([true, 3]);
    }));

  it("cancels a future when the time is over", () =>
    onVirtualLoop(async () => {
      const future = createFuture();

      await expect(waitFor(future, 1)).rejects.toBeInstanceOf(TimeoutError);

      expect(future.cancelled()).toBe(true);
    }));

  it("stops waiting for a promise when the time is over, though that cannot be cancelled", () =>
    onVirtualLoop(async () => {
      await expect(waitFor(new Promise(() => {}), 1)).rejects.toBeInstanceOf(TimeoutError);

      expect(getRunningLoop().time()).toBe(1);
    }));

  it("runs a coroutine in the calling task", () =>
    onVirtualLoop(async () => {
      const own = currentTask();

      expect(await waitFor(async () => currentTask() === own, 1)).toBe(true);
    }));

  it("keeps the CancelledError as the cause of the TimeoutError", () =>
    onVirtualLoop(async () => {
      for (const timeout of [1, 0]) {
        const error: unknown = await waitFor(createFuture(), timeout).then(null, (reason: unknown) => reason);

        expect((error as Error).cause).toBeInstanceOf(CancelledError);
      }
    }));

  it("loses no value that comes in the last moment: a lock that was taken can be given back (bpo-37658)", () =>
    onVirtualLoop(async () => {
      const acquire = async (): Promise<string> => {
        await sleep(100).then(null, () => {});
        return "acquired";
      };

      expect(await waitFor(acquire, 1)).toBe("acquired");
    }));

  it("loses no cancellation when the value comes at the same moment (bpo-42130)", () =>
    onVirtualLoop(async () => {
      const future = createFuture<string>();
      const waiter = createTask(() => waitFor(future, 10));
      await sleep(1);

      future.setResult("value");
      waiter.cancel("enough");

      await expect(waiter).rejects.toThrow(new CancelledError("enough"));
    }));

  it("passes the cancellation of its caller on to what it waits for", () =>
    onVirtualLoop(async () => {
      const inner = createTask(() => sleep(100));
      const waiter = createTask(() => waitFor(inner, 50));
      await sleep(1);

      waiter.cancel("enough");

      await expect(waiter).rejects.toThrow(new CancelledError("enough"));
      expect([inner.cancelled(), getRunningLoop().time()]).toEqual([true, 1]);
    }));

  it("is not taken for a timeout if what it waits for is cancelled by others", () =>
    onVirtualLoop(async () => {
      const inner = createTask(() => sleep(100));
      getRunningLoop().callLater(1, () => inner.cancel("by others"));

      await expect(waitFor(inner, 50)).rejects.toThrow(new CancelledError("by others"));
    }));

  it("lets the inner of two timeouts fail without ending the outer one", () =>
    onVirtualLoop(async () => {
      const value = await waitFor(async () => {
        await waitFor(sleep(100), 1).then(null, () => {});
        return await sleep(1, "went on");
      }, 10);

      expect([value, getRunningLoop().time()]).toEqual(["went on", 2]);
    }));
});

describe("waitFor() with a timeout of 0 or less", () => {
  it.each([0, -1])("gives the value of what is done already (%s)", (timeout) =>
    onVirtualLoop(async () => {
      const future = createFuture<string>();
      future.setResult("value");

      expect(await waitFor(future, timeout)).toBe("value");
    }),
  );

  it.each([0, -1])("never starts a coroutine (%s)", (timeout) =>
    onVirtualLoop(async () => {
      let started = false;
      const start = coroutine(async () => void (started = true));

      await expect(waitFor(start(), timeout)).rejects.toBeInstanceOf(TimeoutError);

      expect(started).toBe(false);
    }),
  );

  it("gives the value of a task that refuses its cancellation", () =>
    onVirtualLoop(async () => {
      const stubborn = createTask(async () => {
        await sleep(100).then(null, () => {});
        return "value";
      });
      await sleep(0);

      expect(await waitFor(stubborn, 0)).toBe("value");
    }));

  it("fails with what a task throws while it is cancelled", () =>
    onVirtualLoop(async () => {
      const failure = new Error("broken");
      const failing = createTask(async () => {
        await sleep(100).then(null, () => Promise.reject(failure));
      });
      await sleep(0);

      await expect(waitFor(failing, 0)).rejects.toBe(failure);
    }));

  it("can itself be cancelled while it waits for the end of the task", () =>
    onVirtualLoop(async () => {
      const bell = new Event();
      const slow = createTask(async () => {
        await sleep(100).then(null, () => {});
        await bell.wait();
        return "ended";
      });
      await sleep(0);
      const waiter = createTask(() => waitFor(slow, 0));
      await sleep(1);

      waiter.cancel("enough");

      await expect(waiter).rejects.toThrow(new CancelledError("enough"));
      bell.set();
      expect(await slow).toBe("ended");
    }));
});
