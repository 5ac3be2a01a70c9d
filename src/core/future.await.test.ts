import { afterEach, describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  createFuture,
  createTask,
  Future,
  getRunningLoop,
  run,
  RuntimeError,
  setEventLoop,
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

describe("a class that overrides addDoneCallback()", () => {
  class Counted<T> extends Future<T> {
    added = 0;

    override addDoneCallback(callback: (future: this) => unknown): void {
      this.added += 1;
      super.addDoneCallback(callback);
    }
  }

  it.each([
    ["native code", (counted: Counted<number>) => async () => await counted],
    [
      "a generator",
      (counted: Counted<number>) =>
        function* () {
          return yield* counted;
        },
    ],
  ])("sees who awaits it: %s", async (_, waits) => {
    const loop = virtualLoop()();
    const counted = new Counted<number>(loop);
    loop.callLater(1, () => counted.setResult(4));

    expect([await loop.runUntilComplete(waits(counted) as () => Promise<number>), counted.added]).toEqual([4, 1]);
  });

  it("is cancelled with the task that awaits it", async () => {
    const loop = virtualLoop()();
    const counted = new Counted<number>(loop);

    await loop.runUntilComplete(async () => {
      const task = createTask(function* () {
        yield* counted;
      });
      await sleep(1);
      task.cancel();
      await sleep(1);

      expect([task.cancelled(), counted.cancelled()]).toEqual([true, true]);
    });
  });
});

describe("new Future()", () => {
  afterEach(() => setEventLoop(null));

  it("is of the loop that was set, outside of a run", () => {
    const loop = virtualLoop()();
    setEventLoop(loop);

    expect(new Future<void>().getLoop()).toBe(loop);
  });

  it("says that there is none, if none was set", () => {
    expect(() => new Future<void>()).toThrow("There is no current event loop in thread 'MainThread'.");
  });
});
