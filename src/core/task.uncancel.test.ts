import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  createFuture,
  createTask,
  currentTask,
  getRunningLoop,
  run,
  sleep,
  type Task,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("Task.cancelling() and Task.uncancel()", () => {
  it("count the requests that were not taken back", () =>
    onVirtualLoop(function* () {
      const task = createTask(() => sleep(1));
      yield* sleep(0);
      expect(task.cancelling()).toBe(0);

      task.cancel();
      task.cancel();

      expect([task.cancelling(), task.uncancel(), task.uncancel(), task.cancelling()]).toEqual([2, 1, 0, 0]);
    }));

  it("never count below zero", () =>
    onVirtualLoop(async () => {
      const task = createTask(async () => {});

      expect([task.uncancel(), task.uncancel(), task.cancelling()]).toEqual([0, 0, 0]);
      await task;
    }));

  it("do not bring back a cancellation that is on its way: the wait was cancelled already", () =>
    onVirtualLoop(async () => {
      const task = createTask(() => sleep(1));
      await sleep(0);

      task.cancel();
      task.uncancel();

      await expect(task).rejects.toBeInstanceOf(CancelledError);
    }));

  it("take a cancellation back that was only noted, as that of a running task is", () =>
    onVirtualLoop(async () => {
      const task = createTask(async () => {
        currentTask()?.cancel();
        currentTask()?.uncancel();
        await sleep(1);
        return "went on";
      });

      expect(await task).toBe("went on");
    }));

  it("keep a cancellation that was noted while another request remains", () =>
    onVirtualLoop(async () => {
      const task = createTask(async () => {
        currentTask()?.cancel("first");
        currentTask()?.cancel("second");
        currentTask()?.uncancel();
        await sleep(1);
      });

      await expect(task).rejects.toThrow(new CancelledError("second"));
    }));

  it("let a task go on after it handled a cancellation, as structured blocks do", () =>
    onVirtualLoop(function* () {
      const task: Task<number[]> = createTask(function* () {
        try {
          yield* sleep(10);
        } catch {
          task.uncancel();
        }
        yield* sleep(1);
        return [task.cancelling(), getRunningLoop().time()];
      });
      yield* sleep(1);

      task.cancel();

      expect(yield* task).toEqual([0, 2]);
    }));
});

describe("the CancelledError of a task", () => {
  it("is the one that ended it, the first time it is asked for", () =>
    onVirtualLoop(async () => {
      const own = new CancelledError("own");
      const task = createTask(() => Promise.reject(own));

      expect(await task.then(null, (error: unknown) => error)).toBe(own);
      expect(await task.then(null, (error: unknown) => error)).not.toBe(own);
      expect(task.cancelled()).toBe(true);
    }));

  it("has an empty message if it is asked for again, as in CPython", () =>
    onVirtualLoop(async () => {
      const task = createTask(() => sleep(1));
      await sleep(0);
      task.cancel("enough");

      const messages: unknown[] = [];
      for (let i = 0; i < 2; i++) messages.push(await task.then(null, (error: unknown) => (error as Error).message));

      expect(messages).toEqual(["enough", ""]);
    }));

  it("that nobody asks for is not reported", async () => {
    const loop = virtualLoop()();
    const heard: string[] = [];
    loop.setExceptionHandler((_, { message }) => heard.push(message));
    await loop.runUntilComplete(async () => {
      createTask(() => sleep(1)).cancel();
      await sleep(0);
    });

    loop.close();

    expect(heard).toEqual([]);
  });
});

describe("Task.signal", () => {
  it("is aborted by cancel(), at once, with a CancelledError of the same message", () =>
    onVirtualLoop(function* () {
      const task = createTask(() => sleep(1));
      const { signal } = task;
      expect(signal.aborted).toBe(false);

      task.cancel("enough");

      expect([signal.aborted, signal.reason]).toEqual([true, new CancelledError("enough")]);
      yield* sleep(0);
    }));

  it("is the same one every time", () =>
    onVirtualLoop(async () => {
      const task = createTask(async () => {});

      expect(task.signal).toBe(task.signal);
      await task;
    }));

  it("is aborted from the start if it is first asked for after the cancellation", () =>
    onVirtualLoop(function* () {
      const task = createTask(() => sleep(1));
      task.cancel();

      expect(task.signal.aborted).toBe(true);
      yield* sleep(0);
    }));

  it("is not aborted from the start if the cancellation was taken back", () =>
    onVirtualLoop(async () => {
      const task = createTask(async () => {
        currentTask()?.cancel();
        currentTask()?.uncancel();
        return currentTask()?.signal.aborted;
      });

      expect(await task).toBe(false);
    }));

  it("is aborted when the cancellation comes from a task that waits for this one", () =>
    onVirtualLoop(async () => {
      const inner = createTask(() => sleep(1));
      const outer = createTask(async () => await inner);
      const { signal } = inner;
      await sleep(0);
      await sleep(0);

      outer.cancel();

      expect(signal.aborted).toBe(true);
      await expect(outer).rejects.toBeInstanceOf(CancelledError);
    }));

  it("carries the cancellation into native code that a task cannot interrupt", () =>
    onVirtualLoop(async () => {
      const task: Task<void> = createTask(async () => {
        await new Promise((_, reject) => {
          task.signal.addEventListener("abort", () => reject(task.signal.reason as Error));
        });
      });
      await sleep(0);

      task.cancel("enough");

      await expect(task).rejects.toThrow(new CancelledError("enough"));
      expect(task.cancelled()).toBe(true);
    }));
});

describe("a native task that waits on a foreign promise", () => {
  it("is cancelled at its next wait on the loop", () =>
    onVirtualLoop(async () => {
      let release = (): void => {};
      const reached: string[] = [];
      const task = createTask(async () => {
        await new Promise<void>((resolve) => (release = resolve));
        reached.push("went on");
        await sleep(1);
        reached.push("never");
      });
      await sleep(0);

      task.cancel("enough");
      release();

      await expect(task).rejects.toThrow(new CancelledError("enough"));
      expect(reached).toEqual(["went on"]);
    }));

  it("is cancelled even if it does not wait again", () =>
    onVirtualLoop(async () => {
      let release = (): void => {};
      const task = createTask(() => new Promise<void>((resolve) => (release = resolve)));
      await sleep(0);

      task.cancel("enough");
      release();

      await expect(task).rejects.toThrow(new CancelledError("enough"));
    }));

  it("is cancelled at a wait on a future that is pending, which is cancelled with it", () =>
    onVirtualLoop(async () => {
      let release = (): void => {};
      const future = createFuture();
      const task = createTask(async () => {
        await new Promise<void>((resolve) => (release = resolve));
        await future;
      });
      await sleep(0);

      task.cancel("enough");
      release();

      await expect(task).rejects.toThrow(new CancelledError("enough"));
      expect(future.cancelled()).toBe(true);
    }));
});
