import { describe, expect, it } from "vitest";
import { currentTask, type EventLoop, getRunningLoop, newEventLoop, run, runCoroutineThreadsafe, sleep } from "#index";
import { virtualLoop } from "#testing";

const failure = new Error("broken");

/** A real loop that runs until `body` is over. */
async function besideRunningLoop<T>(body: (loop: EventLoop) => Promise<T>): Promise<T> {
  const loop = newEventLoop();
  const running = loop.runForever();
  try {
    return await body(loop);
  } finally {
    loop.stop();
    await running;
    loop.close();
  }
}

describe("runCoroutineThreadsafe()", () => {
  it("runs a body on another loop, called from the host, and resolves with its value", () =>
    besideRunningLoop(async (loop) => {
      const seen = await runCoroutineThreadsafe(async () => {
        await sleep(0.001);
        return getRunningLoop() === loop;
      }, loop);

      expect(seen).toBe(true);
    }));

  it("rejects with what the body throws", () =>
    besideRunningLoop(async (loop) => {
      await expect(runCoroutineThreadsafe(() => Promise.reject(failure), loop)).rejects.toBe(failure);
    }));

  it("rejects with CancelledError if its task is cancelled", () =>
    besideRunningLoop(async (loop) => {
      const cancelled = runCoroutineThreadsafe(async () => {
        currentTask()?.cancel("enough");
        await sleep(3600);
      }, loop);

      await expect(cancelled).rejects.toMatchObject({ name: "CancelledError", message: "enough" });
    }));

  it("can be awaited by a task of another loop", () =>
    besideRunningLoop(async (loop) => {
      const value = await run(async () => await runCoroutineThreadsafe(sleep(0.001, "value"), loop), {
        loopFactory: newEventLoop,
      });

      expect(value).toBe("value");
    }));

  it("throws if the loop is closed", () => {
    const loop = virtualLoop()();
    loop.close();

    expect(() => runCoroutineThreadsafe(async () => {}, loop)).toThrow(/^Event loop is closed\n/);
  });

  it("gives the error of a task factory to the caller and to the exception handler, as asyncio does", () =>
    besideRunningLoop(async (loop) => {
      const reported: unknown[] = [];
      loop.setExceptionHandler((_, { exception }) => reported.push(exception));
      const failure = new Error("no task");
      loop.setTaskFactory(() => {
        throw failure;
      });

      await expect(runCoroutineThreadsafe(sleep(1), loop)).rejects.toBe(failure);
      loop.setTaskFactory(null);

      expect(reported).toEqual([failure]);
    }));

  it("refuses what is no coroutine", () => {
    expect(() => runCoroutineThreadsafe(7 as never, virtualLoop()())).toThrow(
      /^A coroutine object is required, got 7\n/,
    );
  });
});
