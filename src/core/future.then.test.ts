import { AsyncLocalStorage } from "node:async_hooks";
import { describe, expect, it } from "vitest";
import { type Body, CancelledError, createFuture, createTask, currentTask, Future, run, sleep } from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

// Promises/A+, for what a future adds to it: https://promisesaplus.com/
describe("Future.then()", () => {
  it("returns a real promise", () => {
    const future = virtualLoop()().createFuture();

    expect(future.then(null)).toBeInstanceOf(Promise);
  });

  it.each(["done", "pending"])("never calls back before it returns, if the future is %s", (state) =>
    onVirtualLoop(async () => {
      const future = createFuture<number>();
      if (state === "done") future.setResult(1);
      const calls: string[] = [];

      const called = future.then(() => calls.push("called"));
      if (state === "pending") future.setResult(1);
      calls.push("returned");
      await called;

      expect(calls).toEqual(["returned", "called"]);
    }),
  );

  it("unwraps what the callback returns", () =>
    onVirtualLoop(async () => {
      const future = createFuture<number>();
      future.setResult(1);
      const inner = createFuture<string>();
      inner.setResult("inner");

      expect(await future.then((value) => value + 1)).toBe(2);
      expect(await future.then(() => Promise.resolve("promise"))).toBe("promise");
      expect(await future.then(() => inner)).toBe("inner");
    }));

  it("rejects with what a callback throws", () =>
    onVirtualLoop(async () => {
      const future = createFuture<number>();
      future.setResult(1);
      const failure = new Error("broken");

      const failing = future.then(() => {
        throw failure;
      });

      await expect(failing).rejects.toBe(failure);
    }));

  it("passes a value through missing callbacks, and an error likewise", () =>
    onVirtualLoop(async () => {
      const failure = new Error("broken");
      const [finished, failed] = [createFuture<number>(), createFuture<number>()];
      finished.setResult(1);
      failed.setException(failure);

      expect(await finished.then(null, null)).toBe(1);
      await expect(failed.then(null, undefined)).rejects.toBe(failure);
    }));

  it("calls only onRejected with an exception, and goes on with what that returns", () =>
    onVirtualLoop(async () => {
      const future = createFuture<number>();
      future.setException(new Error("broken"));
      let fulfilled = false;

      const recovered = await future.then(
        () => (fulfilled = true),
        (error: unknown) => String(error),
      );

      expect([recovered, fulfilled]).toEqual(["Error: broken", false]);
    }));

  it("rejects with CancelledError when the future is cancelled", () =>
    onVirtualLoop(async () => {
      const future = createFuture<number>();
      const rejected = future.then(null, (error: unknown) => error);

      future.cancel("enough");

      expect(await rejected).toEqual(new CancelledError("enough"));
    }));

  it("can be called several times, and calls back in the order of the calls", () =>
    onVirtualLoop(async () => {
      const future = createFuture<number>();
      const calls: string[] = [];
      const promises = ["a", "b", "c"].map((name) => future.then(() => calls.push(name)));

      future.setResult(1);
      await Promise.all(promises);

      expect(calls).toEqual(["a", "b", "c"]);
    }));

  it("works outside of every loop, on a future that is done before or later", async () => {
    const [done, later] = [virtualLoop()().createFuture<number>(), virtualLoop()().createFuture<number>()];
    done.setResult(1);

    expect(await done).toBe(1);
    const awaited = later.then((value) => value);
    later.setResult(2);
    await later.getLoop().runUntilComplete(later);

    expect(await awaited).toBe(2);
  });

  it("rejects outside of every loop, too", async () => {
    const failure = new Error("broken");
    const future = virtualLoop()().createFuture();
    future.setException(failure);

    await expect(future).rejects.toBe(failure);
  });

  it("calls back with the task and the AsyncLocalStorage of the caller", () =>
    onVirtualLoop(async () => {
      const storage = new AsyncLocalStorage<string>();
      const future = createFuture<void>();
      const caller = currentTask();

      const seen = storage.run("caller", () => future.then(() => [storage.getStore(), currentTask() === caller]));
      createTask(() => storage.run("setter", async () => future.setResult()));

      expect(await seen).toEqual(["caller", true]);
    }));

  it("does not make the task that calls it wait, if that task is a generator", () =>
    onVirtualLoop(function* () {
      const future = createFuture<number>();
      const seen: number[] = [];

      void future.then((value) => seen.push(value));
      future.setResult(1);
      yield* sleep(0);
      yield* sleep(0);

      expect(seen).toEqual([1]);
    }));

  it("makes `return task` from an async function unwrap the task", () =>
    onVirtualLoop(async () => {
      const get = async (): Promise<string> => createTask(() => sleep(1, "done"));

      expect(await get()).toBe("done");
    }));

  it("does not unwrap a task that a generator returns", () =>
    onVirtualLoop(function* () {
      const outer = createTask(function* () {
        return createTask(() => sleep(1, "inner"));
      });

      expect(yield* outer).toBeInstanceOf(Future);
    }));
});
