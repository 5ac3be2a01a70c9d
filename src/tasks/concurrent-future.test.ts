import { describe, expect, it, vi } from "vitest";
import {
  CancelledError,
  ConcurrentFuture,
  createTask,
  getRunningLoop,
  InvalidStateError,
  run,
  sleep,
  TimeoutError,
  waitFor,
  wrapFuture,
} from "#index";
import { virtualLoop } from "#testing";

/** Run `body` in virtual time. @returns what it returns, and how long it took */
async function virtually<T>(body: () => Promise<T>): Promise<readonly [value: T, seconds: number]> {
  return await run(async () => [await body(), getRunningLoop().time()] as const, { loopFactory: virtualLoop() });
}

async function caught(awaitable: PromiseLike<unknown>): Promise<unknown> {
  try {
    await awaitable;
  } catch (error) {
    return error;
  }
  throw new Error("it did not throw");
}

describe("ConcurrentFuture", () => {
  it("gives its result outside of loops", async () => {
    const future = new ConcurrentFuture<number>();
    const results = Promise.all([future, future.result(), future.result(60), future.finally(() => undefined)]);
    future.setResult(7);

    expect(await results).toEqual([7, 7, 7, 7]);
    expect(await future.exception()).toBeNull();
  });

  it("gives its exception outside of loops", async () => {
    const future = new ConcurrentFuture<number>();
    future.setException(new TypeError("wrong"));

    expect(await future.exception()).toMatchObject({ message: "wrong" });
    expect(await caught(future)).toBe(await future.exception());
    expect(await future.catch(() => "caught")).toBe("caught");
  });

  it("raises TimeoutError outside of loops, and stays as it is", async () => {
    const future = new ConcurrentFuture<number>();

    expect(await caught(future.result(0.001))).toBeInstanceOf(TimeoutError);
    expect(await caught(future.exception(-1))).toBeInstanceOf(TimeoutError);
    expect(future.done()).toBe(false);
  });

  it("raises TimeoutError in a task at the virtual time", async () => {
    const [error, seconds] = await virtually(async () => await caught(new ConcurrentFuture().result(30)));

    expect(error).toBeInstanceOf(TimeoutError);
    expect(seconds).toBe(30);
  });

  it("raises TimeoutError in a callback of a loop at the virtual time", async () => {
    const [error, seconds] = await virtually(async () => {
      const seen = getRunningLoop().createFuture<unknown>();
      getRunningLoop().callSoon(() => {
        new ConcurrentFuture().result(30).then(undefined, (thrown) => seen.setResult(thrown));
      });
      return await seen;
    });

    expect(error).toBeInstanceOf(TimeoutError);
    expect(seconds).toBe(30);
  });

  it("refuses a timeout that is no number", () => {
    expect(() => new ConcurrentFuture().result(Number.NaN)).toThrow(/^Invalid timeout: NaN/);
  });

  it("wakes a task when it is done", async () => {
    const [value] = await virtually(async () => {
      const future = new ConcurrentFuture<string>();
      getRunningLoop().callLater(1, () => future.setResult("woken"));
      return await future.result(2);
    });

    expect(value).toBe("woken");
  });

  it("is not cancelled with the task that waits for its result()", async () => {
    await virtually(async () => {
      const future = new ConcurrentFuture<string>();
      const error = await caught(waitFor(async () => await future.result(), 1));
      expect([error instanceof TimeoutError, future.cancelled()]).toEqual([true, false]);
    });
  });

  it("can be cancelled until it runs", async () => {
    const future = new ConcurrentFuture<number>();

    expect([future.cancel("enough"), future.cancel(), future.cancelled(), future.done()]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(future.setRunningOrNotifyCancel()).toBe(false);
    expect(await caught(future)).toEqual(new CancelledError("enough"));
    expect(await caught(future.exception())).toBeInstanceOf(CancelledError);

    const running = new ConcurrentFuture<number>();
    expect([running.setRunningOrNotifyCancel(), running.running(), running.cancel()]).toEqual([true, true, false]);
  });

  it("is completed once", () => {
    const future = new ConcurrentFuture<number>();
    future.setRunningOrNotifyCancel();
    expect(() => future.setRunningOrNotifyCancel()).toThrow(InvalidStateError);
    future.setResult(1);

    expect(() => future.setResult(2)).toThrow(/^FINISHED: <ConcurrentFuture finished result=1>\n/);
    expect(() => future.setException(new Error("x"))).toThrow(InvalidStateError);
  });

  it("calls callbacks in order when it is done, at once if it is, and goes on after one that throws", () => {
    const log: unknown[] = [];
    const complain = vi.spyOn(console, "error").mockImplementation((text: string) => log.push(text));
    const future = new ConcurrentFuture<number>();
    const removed = (): void => void log.push("removed");
    future.addDoneCallback((done) => log.push(done === future));
    future.addDoneCallback(() => {
      throw new Error("careless");
    });
    future.addDoneCallback(removed);
    future.removeDoneCallback(removed);
    future.setResult(1);
    future.addDoneCallback(() => log.push("late"));
    complain.mockRestore();

    expect(log).toEqual([true, "exception calling callback for <ConcurrentFuture finished result=1>", "late"]);
  });

  it("shows its state", () => {
    const failed = new ConcurrentFuture();
    failed.setException(new Error("x"));
    expect([String(new ConcurrentFuture()), String(failed)]).toEqual([
      "<ConcurrentFuture pending>",
      "<ConcurrentFuture finished exception=Error: x>",
    ]);
  });
});

describe("wrapFuture() of a concurrent future", () => {
  it("has its result", async () => {
    const [value] = await virtually(async () => {
      const concurrent = new ConcurrentFuture<number>();
      const future = wrapFuture(concurrent);
      getRunningLoop().callLater(1, () => concurrent.setResult(7));
      return await future;
    });

    expect(value).toBe(7);
  });

  it("has its exception", async () => {
    await virtually(async () => {
      const concurrent = new ConcurrentFuture<number>();
      concurrent.setException(new TypeError("wrong"));

      expect(await caught(wrapFuture(concurrent))).toMatchObject({ message: "wrong" });
    });
  });

  it("cancels it", async () => {
    await virtually(async () => {
      const concurrent = new ConcurrentFuture<number>();
      wrapFuture(concurrent).cancel();
      await sleep(0);

      expect(concurrent.cancelled()).toBe(true);
    });
  });

  it("is cancelled with it", async () => {
    await virtually(async () => {
      const concurrent = new ConcurrentFuture<number>();
      const future = wrapFuture(concurrent);
      concurrent.cancel();

      expect(await caught(future)).toBeInstanceOf(CancelledError);
      expect(future.cancelled()).toBe(true);
    });
  });

  it("drops what comes after it was cancelled", async () => {
    await virtually(async () => {
      const concurrent = new ConcurrentFuture<number>();
      concurrent.setRunningOrNotifyCancel();
      const task = createTask(async () => await wrapFuture(concurrent));
      await sleep(0);
      task.cancel();
      await sleep(0);
      concurrent.setResult(1);

      expect(await caught(task)).toBeInstanceOf(CancelledError);
    });
  });
});
