import { describe, expect, it } from "vitest";
import {
  allTasks,
  type Body,
  coroutine,
  createFuture,
  createTask,
  type DeadlockError,
  Event,
  getRunningLoop,
  run,
  sleep,
  ValueError,
} from "#index";
import { fakeGlobals, virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

const double = coroutine(async function double(value: number) {
  await sleep(1);
  return value * 2;
});

describe("a coroutine that is awaited outside of a task", () => {
  it("says that there is no loop, if there is none", async () => {
    await expect(double(1)).rejects.toThrow(/^no running event loop\n/);
  });

  it("becomes a task, named after it, of the loop whose callback awaits it", () =>
    onVirtualLoop(async () => {
      const loop = getRunningLoop();
      const outcome = loop.createFuture<unknown>();
      loop.callSoon(async () => {
        await Promise.resolve();
        outcome.setResult([await double(1), loop.time()]);
      });
      await sleep(0.5);

      expect([...allTasks()].map((task) => task.getName())).toEqual(["Task-1", "Task-2 (double)"]);
      expect(await outcome).toEqual([2, 1]);
    }));

  it("becomes a task, if a generator calls then() instead of `yield*`", () =>
    onVirtualLoop(function* () {
      const doubled = double(1).then((value) => value + 1);

      expect(yield* createTask(async () => await doubled)).toBe(3);
    }));

  it("becomes a task, if the task has ended that began the promise chain", () =>
    onVirtualLoop(async () => {
      const bell = new Event();
      let chain: Promise<number> | undefined;
      await createTask(() => {
        chain = bell.wait().then(() => Promise.resolve().then(() => double(4)));
      });
      bell.set();

      expect(await chain).toBe(8);
    }));

  it("rejects with the error of the task", () =>
    onVirtualLoop(async () => {
      const outcome = getRunningLoop().createFuture<unknown>();
      getRunningLoop().callLater(1, () => {
        sleep(Number.NaN).catch((error: unknown) => outcome.setResult(error));
      });

      expect(await outcome).toBeInstanceOf(ValueError);
    }));

  it("is cancelled when the run ends, and the callback ends as quietly as a task", async () => {
    const globals = fakeGlobals();
    const seen: string[] = [];
    try {
      await onVirtualLoop(async () => {
        getRunningLoop().setExceptionHandler((_, { message }) => seen.push(message));
        const job = async (name: string): Promise<void> => {
          try {
            await sleep(10);
          } catch (error) {
            seen.push(`${name}: ${String(error)}`);
            throw error;
          }
        };
        setInterval(() => job("interval"), 2_000);
        getRunningLoop().callSoon(() => job("callback"));
        await sleep(3);
      });
    } finally {
      globals.restore();
    }

    expect(seen).toEqual(["callback: CancelledError", "interval: CancelledError"]);
  });

  it("has the place of the call in a deadlock report", async () => {
    const blocked = await onVirtualLoop(async () => {
      const bell = new Event();
      getRunningLoop().setDebug(true);
      getRunningLoop().callSoon(async () => void (await bell.wait()));
      await createFuture();
    }).then(null, (error: DeadlockError) => error.blocked);

    expect(blocked?.map(({ task, waitsFor, place }) => [task, waitsFor, place?.replace(/:\d+$/, "")])).toContainEqual([
      "Task-2 (wait)",
      "Event.wait()",
      expect.stringMatching(/coroutine\.outside\.test\.ts$/),
    ]);
  });
});

describe("catch() and finally() of what can be awaited", () => {
  const failing = coroutine(async function failing() {
    throw new Error("broken");
  });

  it.each([
    ["a coroutine", () => failing()],
    ["a task", () => createTask(failing())],
  ])("are those of a promise: %s", (_, make) =>
    onVirtualLoop(async () => {
      const order: unknown[] = [];
      const caught = await make()
        .finally(() => order.push("finally"))
        .catch((error: unknown) => order.push(String(error)));

      expect([order, caught]).toEqual([["finally", "Error: broken"], 2]);
    }),
  );
});
