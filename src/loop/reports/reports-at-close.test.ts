import { describe, expect, it } from "vitest";
import {
  type Body,
  createFuture,
  createTask,
  type ExceptionContext,
  type Future,
  getRunningLoop,
  run,
  sleep,
  type Task,
} from "#index";
import { virtualLoop } from "#testing";

/** What the exception handler has heard when the loop of `main` is closed. */
async function reportsOf(main: Body<[], void>): Promise<ExceptionContext[]> {
  const loop = virtualLoop()();
  const reports: ExceptionContext[] = [];
  loop.setExceptionHandler((_, context) => reports.push(context));
  await loop.runUntilComplete(main);
  loop.close();
  return reports;
}

const failure = new Error("broken");

describe("an exception that nobody retrieves", () => {
  it.each([
    ["Task", () => createTask(() => Promise.reject(failure))],
    [
      "Future",
      () => {
        const future = createFuture<never>();
        future.setException(failure);
        return future;
      },
    ],
  ])("is reported, with its %s, when the loop closes", async (kind, fail) => {
    let failed: Future<never> | undefined;

    const reports = await reportsOf(async () => {
      failed = fail();
      await sleep(1);
    });

    expect(reports.map(({ message, exception }) => [message, exception])).toEqual([
      [`${kind} exception was never retrieved`, failure],
    ]);
    expect(reports[0]?.future === failed).toBe(true);
  });

  it("is not reported before the loop closes, since somebody may still ask", async () => {
    const heard: string[] = [];
    const loop = virtualLoop()();
    loop.setExceptionHandler((_, { message }) => heard.push(message));

    await loop.runUntilComplete(async () => {
      createTask(() => Promise.reject(failure));
      await sleep(1);
    });

    expect(heard).toEqual([]);
    loop.close();
    expect(heard).toEqual(["Task exception was never retrieved"]);
  });

  it.each([
    ["awaits it", (task: Task<never>) => task.then(null, () => {})],
    ["asks for its exception()", async (task: Task<never>) => void task.exception()],
    ["asks for its result()", async (task: Task<never>) => expect(() => task.result()).toThrow(failure)],
    ["cancels it afterwards", async (task: Task<never>) => void task.cancel()],
  ])("is not reported if somebody %s", async (_, retrieve) => {
    const reports = await reportsOf(async () => {
      const task = createTask(() => Promise.reject(failure));
      await sleep(1);
      await retrieve(task);
    });

    expect(reports).toEqual([]);
  });

  it("is found among thousands that were retrieved", async () => {
    const reports = await reportsOf(function* () {
      const loop = getRunningLoop();
      for (let i = 0; i < 5000; i++) {
        const future = loop.createFuture();
        future.setException(i);
        if (i !== 1234) future.exception();
      }
      yield* sleep(0);
    });

    expect(reports.map(({ exception }) => exception)).toEqual([1234]);
  });

  it("never becomes an unhandled rejection of the process", async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): unknown => unhandled.push(reason);
    process.on("unhandledRejection", listen);

    try {
      await run(
        async () => {
          getRunningLoop().setExceptionHandler(() => {});
          createTask(() => Promise.reject(failure));
          createTask(async () => {
            await sleep(1);
            throw failure;
          });
          createTask(function* () {
            yield* sleep(1);
            throw failure;
          });
          createTask(async () => await createTask(() => Promise.reject(failure)));
          await sleep(2);
          createTask(() => sleep(10)).cancel();
        },
        { loopFactory: virtualLoop() },
      );
      for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.off("unhandledRejection", listen);
    }

    expect(unhandled).toEqual([]);
  });
});

describe("a task that is pending when the loop closes", () => {
  it("is reported as destroyed", async () => {
    const reports = await reportsOf(async () => {
      createTask(() => sleep(10), { name: "forgotten" });
    });

    expect(reports.map(({ message, task }) => [message, task?.getName()])).toEqual([
      ["Task was destroyed but it is pending!", "forgotten"],
    ]);
  });
});

describe("everything that was forgotten", () => {
  it("is reported in one order: coroutines, exceptions, tasks, each in order of creation", async () => {
    const reports = await reportsOf(async () => {
      createTask(() => sleep(10));
      createTask(() => Promise.reject(failure));
      void sleep(1, "a").name;
      void sleep(2, "b").name;
      await sleep(1);
      createTask(() => sleep(10));
    });

    expect(reports.map(({ message }) => message)).toEqual([
      "coroutine 'sleep' was never awaited",
      "coroutine 'sleep' was never awaited",
      "Task exception was never retrieved",
      "Task was destroyed but it is pending!",
      "Task was destroyed but it is pending!",
    ]);
  });

  it("is reported once: closing again says nothing", async () => {
    const loop = virtualLoop()();
    const heard: string[] = [];
    loop.setExceptionHandler((_, { message }) => heard.push(message));
    loop.createTask(async () => {});

    loop.close();
    loop.close();

    expect(heard).toEqual(["Task was destroyed but it is pending!"]);
  });
});
