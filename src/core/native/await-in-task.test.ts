import { AsyncLocalStorage } from "node:async_hooks";
import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  createFuture,
  createTask,
  currentTask,
  DeadlockError,
  type Future,
  getRunningLoop,
  run,
  sleep,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

const never = (): Future<unknown> => createFuture();

/** What a native body that awaits several futures at once gets when its task is cancelled. */
async function cancelled(body: (futures: readonly Future<unknown>[]) => Promise<unknown>): Promise<unknown[]> {
  const futures = [never(), never(), never()];
  const task = createTask(() => body(futures));
  await sleep(0);
  task.cancel("enough");
  const outcome = await task.then(null, (error: unknown) => String(error));
  return [outcome, futures.map((future) => future.cancelled())];
}

describe("Promise.all in a task that is cancelled", () => {
  it("gives the cancellation to everything that is awaited", () =>
    onVirtualLoop(async () => {
      expect(await cancelled((futures) => Promise.all(futures))).toEqual([
        "CancelledError: enough",
        [true, true, true],
      ]);
    }));

  it("cancels the tasks among it, and lets them clean up", () =>
    onVirtualLoop(async () => {
      const log: string[] = [];
      const children = ["a", "b"].map((name) =>
        createTask(async () => {
          try {
            await sleep(10);
          } finally {
            log.push(name);
          }
        }),
      );
      const task = createTask(() => Promise.all(children));
      await sleep(1);

      task.cancel();

      await expect(task).rejects.toBeInstanceOf(CancelledError);
      await sleep(0);
      expect([log, children.map((child) => child.cancelled())]).toEqual([
        ["a", "b"],
        [true, true],
      ]);
    }));

  it("leaves alone what is done already", () =>
    onVirtualLoop(async () => {
      const done = createFuture<number>();
      done.setResult(1);
      const pending = never();
      const task = createTask(() => Promise.all([done, pending]));
      await sleep(0);

      task.cancel();

      await expect(task).rejects.toBeInstanceOf(CancelledError);
      expect([done.result(), pending.cancelled()]).toEqual([1, true]);
    }));

  it("gives it to the one that is woken and has not resumed instead of its value", () =>
    onVirtualLoop(async () => {
      const [first, second] = [never(), never()];
      const task = createTask(() => Promise.all([first, second]));
      await sleep(0);

      first.setResult("too late");
      task.cancel("enough");

      await expect(task).rejects.toThrow(new CancelledError("enough"));
    }));
});

describe("Promise.allSettled in a task that is cancelled", () => {
  it("swallows the cancellation: everything awaited is cancelled, and the task goes on", () =>
    onVirtualLoop(async () => {
      const outcome = await cancelled(async (futures) => {
        const settled = await Promise.allSettled(futures);
        return settled.map(({ status }) => status);
      });

      expect(outcome).toEqual([
        ["rejected", "rejected", "rejected"],
        [true, true, true],
      ]);
    }));
});

describe("Promise.race in a task that is cancelled", () => {
  it("gives the cancellation to everything that is awaited", () =>
    onVirtualLoop(async () => {
      expect(await cancelled((futures) => Promise.race(futures))).toEqual([
        "CancelledError: enough",
        [true, true, true],
      ]);
    }));

  it("takes the place of a value that has come and not been seen", () =>
    onVirtualLoop(async () => {
      const [first, second] = [never(), never()];
      const task = createTask(() => Promise.race([first, second]));
      await sleep(0);

      first.setResult("too late");
      task.cancel("enough");

      await expect(task).rejects.toThrow(new CancelledError("enough"));
    }));
});

describe("a native promise that another task resolves", () => {
  it("resumes the task that awaits it within the same turn", () =>
    onVirtualLoop(async () => {
      const log: string[] = [];
      let resolve = (): void => {};
      const promise = new Promise<void>((settle) => (resolve = settle));
      const waiter = createTask(async () => {
        await promise;
        log.push("resumed");
      });
      await sleep(0);
      getRunningLoop().callSoon(() => log.push("next turn"));
      createTask(async () => resolve());
      getRunningLoop().callSoon(() => log.push("turn after"));

      await waiter;
      await sleep(0);

      expect(log).toEqual(["next turn", "resumed", "turn after"]);
    }));

  it("counts as a wait for that task: virtual time passes meanwhile", () =>
    onVirtualLoop(async () => {
      let resolve = (): void => {};
      const promise = new Promise<void>((settle) => (resolve = settle));
      createTask(async () => {
        await sleep(3600);
        resolve();
      });

      await promise;

      expect(getRunningLoop().time()).toBe(3600);
    }));

  it("wakes a generator that awaits native code in place", () =>
    onVirtualLoop(function* () {
      let resolve = (): void => {};
      const promise = new Promise<void>((settle) => (resolve = settle));
      createTask(async () => {
        await sleep(1);
        resolve();
      });

      yield* createTask(async () => await promise);

      expect(getRunningLoop().time()).toBe(1);
    }));

  it("that nobody resolves is a deadlock, and says so", async () => {
    const stuck = onVirtualLoop(async () => {
      getRunningLoop().setExceptionHandler(() => {}); // hears of the task that is left
      await new Promise(() => {});
    });

    await expect(stuck).rejects.toBeInstanceOf(DeadlockError);
    await expect(stuck).rejects.toThrow("Task-1  waits for a native promise");
  });
});

describe("an await in native code", () => {
  it("keeps the user's AsyncLocalStorage and the current task", () =>
    onVirtualLoop(async () => {
      const storage = new AsyncLocalStorage<string>();
      const task = createTask(() =>
        storage.run("mine", async () => {
          const own = currentTask();
          const seen: unknown[] = [];
          const look = (): unknown => seen.push(storage.getStore(), currentTask() === own);
          await sleep(1);
          look();
          await Promise.all([sleep(1), sleep(2)]);
          look();
          await new Promise((resolve) => setImmediate(resolve));
          look();
          await createTask(async () => {});
          look();
          return seen;
        }),
      );

      expect(await task).toEqual(Array.from({ length: 4 }, () => ["mine", true]).flat());
    }));

  it("hands the creator's AsyncLocalStorage to a native child that it starts eagerly", () =>
    onVirtualLoop(async () => {
      const storage = new AsyncLocalStorage<string>();
      const child = storage.run("creator", () => createTask(async () => storage.getStore(), { eagerStart: true }));

      expect(await child).toBe("creator");
    }));

  it("of several things at once resumes for each in the order in which they come", () =>
    onVirtualLoop(async () => {
      const order: number[] = [];

      await Promise.all([3, 1, 2].map((delay) => sleep(delay, delay).then((value) => order.push(value))));

      expect(order).toEqual([1, 2, 3]);
    }));

  it("fails with the error of a future of another loop", () =>
    onVirtualLoop(async () => {
      const foreign = virtualLoop()().createFuture();

      await expect(foreign).rejects.toThrow(/attached to a different loop\n/);
    }));
});
