import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  createFuture,
  createTask,
  type Future,
  getRunningLoop,
  run,
  RuntimeError,
  sleep,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe.each([
  [
    "a generator",
    (future: Future<number>, then?: () => unknown): Body<[], number> =>
      function* () {
        const value = yield* future;
        then?.();
        return value;
      },
  ],
  [
    "an async function",
    (future: Future<number>, then?: () => unknown): Body<[], number> =>
      async () => {
        const value = await future;
        then?.();
        return value;
      },
  ],
])("Future, awaited in %s,", (_, awaiting) => {
  it("resumes its waiters in the order in which they came", () =>
    onVirtualLoop(async () => {
      const future = createFuture<number>();
      const order: string[] = [];
      const waiters = ["a", "b", "c"].map((name) => createTask(awaiting(future, () => order.push(name))));
      await sleep(0);

      future.setResult(7);

      for (const waiter of waiters) expect(await waiter).toBe(7);
      expect(order).toEqual(["a", "b", "c"]);
    }));

  it("does not suspend the task if it is done", () =>
    onVirtualLoop(async () => {
      const future = createFuture<number>();
      future.setResult(7);
      const order: string[] = [];

      const task = createTask(awaiting(future, () => order.push("went on")));
      getRunningLoop().callSoon(() => order.push("other"));
      await task;

      expect(order).toEqual(["went on", "other"]);
    }));

  it("throws what it failed with", () =>
    onVirtualLoop(async () => {
      const failure = new Error("broken");
      const future = createFuture<number>();
      const task = createTask(awaiting(future));
      await sleep(0);

      future.setException(failure);

      await expect(task).rejects.toBe(failure);
    }));

  it("cancels the waiting task when it is cancelled", () =>
    onVirtualLoop(async () => {
      const future = createFuture<number>();
      const task = createTask(awaiting(future));
      await sleep(0);

      future.cancel("enough");

      await expect(task).rejects.toThrow(new CancelledError("enough"));
      expect(task.cancelled()).toBe(true);
    }));

  it("of another loop is refused", async () => {
    const foreign = virtualLoop()().createFuture<number>();

    const refused = onVirtualLoop(awaiting(foreign));

    await expect(refused).rejects.toThrow(/^Task <Task .*> got Future <Future pending> attached to a different loop\n/);
    await expect(refused).rejects.toBeInstanceOf(RuntimeError);
  });
});
