import { describe, expect, it } from "vitest";
import {
  type BaseEventLoop,
  CancelledError,
  createTask,
  getRunningLoop,
  run,
  RuntimeError,
  sleep,
  Task,
  type TaskFactory,
  ValueError,
} from "#index";
import { virtualLoop } from "#testing";

const makeLoop = (): BaseEventLoop => virtualLoop()();

describe("a loop that is closed", () => {
  it.each<[name: string, use: (loop: BaseEventLoop) => unknown]>([
    ["callSoon()", (loop) => loop.callSoon(() => {})],
    ["callSoonThreadsafe()", (loop) => loop.callSoonThreadsafe(() => {})],
    ["callLater()", (loop) => loop.callLater(1, () => {})],
    ["callAt()", (loop) => loop.callAt(1, () => {})],
    ["createTask()", (loop) => loop.createTask(async () => {})],
    ["runSync()", (loop) => loop.runSync(function* () {})],
  ])("refuses %s", (_, use) => {
    const loop = makeLoop();
    loop.close();

    expect(() => use(loop)).toThrow(/^Event loop is closed\n/);
    expect(() => use(loop)).toThrow(RuntimeError);
  });

  it("refuses to run", async () => {
    const loop = makeLoop();
    loop.close();

    await expect(loop.runForever()).rejects.toThrow(/^Event loop is closed\n/);
    await expect(loop.runUntilComplete(async () => {})).rejects.toThrow(/^Event loop is closed\n/);
  });

  it("can be closed again", () => {
    const loop = makeLoop();
    loop.close();

    expect(() => loop.close()).not.toThrow();
  });
});

describe("a loop that runs", () => {
  it("cannot be closed", () =>
    run(
      async () => {
        expect(() => getRunningLoop().close()).toThrow(/^Cannot close a running event loop\n/);
        expect(() => getRunningLoop().close()).toThrow(RuntimeError);
      },
      { loopFactory: makeLoop },
    ));

  it("cannot be run a second time", () =>
    run(
      async () => {
        const loop = getRunningLoop();

        await expect(loop.runForever()).rejects.toThrow(/^This event loop is already running\n/);
        await expect(loop.runUntilComplete(async () => {})).rejects.toThrow(/^This event loop is already running\n/);
        expect(() => loop.runSync(function* () {})).toThrow(/^This event loop is already running\n/);
      },
      { loopFactory: makeLoop },
    ));
});

describe("BaseEventLoop.runUntilComplete()", () => {
  it("rejects with what its main throws, and the loop can be used again", async () => {
    const loop = makeLoop();
    const failure = new Error("broken");

    await expect(loop.runUntilComplete(() => Promise.reject(failure))).rejects.toBe(failure);

    expect(await loop.runUntilComplete(async () => 7)).toBe(7);
  });

  it("rejects with CancelledError if its main is cancelled", async () => {
    const loop = makeLoop();
    const task = loop.createTask(() => sleep(1));
    task.cancel("enough");

    await expect(loop.runUntilComplete(task)).rejects.toThrow(new CancelledError("enough"));
  });

  it("takes a future that somebody else completes", async () => {
    const loop = makeLoop();
    const future = loop.createFuture<number>();
    loop.callLater(1, () => future.setResult(7));

    expect(await loop.runUntilComplete(future)).toBe(7);
  });

  it("takes a future that is done", async () => {
    const loop = makeLoop();
    const future = loop.createFuture<number>();
    future.setResult(7);

    expect(await loop.runUntilComplete(future)).toBe(7);
  });

  it("refuses a future of another loop", async () => {
    const refused = makeLoop().runUntilComplete(makeLoop().createFuture());

    await expect(refused).rejects.toThrowErrorMatchingInlineSnapshot(`
      [ValueError: The future belongs to a different loop than the one specified as the loop argument
        hint: run a future in the loop that made it]
    `);
  });

  it("refuses what is no coroutine", async () => {
    await expect(makeLoop().runUntilComplete(7 as never)).rejects.toThrow(/^a coroutine was expected, got 7\n/);
  });

  it("rejects if the loop is stopped before its main is done", async () => {
    const loop = makeLoop();
    loop.setExceptionHandler(() => {}); // hears of the task that is left
    loop.callLater(1, () => loop.stop());

    const stopped = loop.runUntilComplete(() => sleep(2));

    await expect(stopped).rejects.toThrowErrorMatchingInlineSnapshot(`
      [RuntimeError: Event loop stopped before Future completed.
        hint: call stop() only when the main task is done]
    `);
    loop.close();
  });

  it("does not let its main stop a later run", async () => {
    const loop = makeLoop();
    const main = loop.createTask(() => sleep(2));
    loop.callLater(1, () => loop.stop());
    await expect(loop.runUntilComplete(main)).rejects.toBeInstanceOf(RuntimeError);

    loop.callLater(9, () => loop.stop());
    await loop.runForever();

    expect([main.done(), loop.time()]).toEqual([true, 10]);
  });
});

describe("BaseEventLoop.callLater() and callAt()", () => {
  it.each([
    [
      "a delay that is NaN",
      (loop: BaseEventLoop) => loop.callLater(Number.NaN, () => {}),
      "Invalid delay: NaN (not a number)",
    ],
    [
      "a deadline that is NaN",
      (loop: BaseEventLoop) => loop.callAt(Number.NaN, () => {}),
      "Invalid when: NaN (not a number)",
    ],
    [
      "a delay that is no number",
      (loop: BaseEventLoop) => loop.callLater("1" as never, () => {}),
      'Invalid delay: "1"',
    ],
    [
      "a deadline that is no number",
      (loop: BaseEventLoop) => loop.callAt(null as never, () => {}),
      "Invalid when: null",
    ],
  ])("refuse %s", (_, schedule, text) => {
    const loop = makeLoop();

    expect(() => schedule(loop)).toThrow(`${text}\n  hint: pass a number of seconds`);
    expect(() => schedule(loop)).toThrow(ValueError);
  });

  it("compute the deadline as CPython does", () => {
    const loop = virtualLoop()();
    loop.runSync(function* () {
      yield* sleep(0.1);
    });

    expect(loop.callLater(0.2, () => {}).when()).toBe(0.1 + 0.2);
  });
});

describe("BaseEventLoop.setTaskFactory()", () => {
  it("lets the factory make the tasks, with the settings that were given", () =>
    run(
      async () => {
        const loop = getRunningLoop();
        const asked: unknown[] = [];
        const factory: TaskFactory = (factoryLoop, body, settings) => {
          asked.push(factoryLoop === loop, settings.name);
          return new Task(body, { ...settings, loop: factoryLoop });
        };
        expect(loop.getTaskFactory()).toBeNull();

        loop.setTaskFactory(factory);
        expect(loop.getTaskFactory()).toBe(factory);
        expect(await createTask(async () => 7, { name: "own" })).toBe(7);
        loop.setTaskFactory(null);
        expect(await createTask(async () => 8)).toBe(8);

        expect(asked).toEqual([true, "own"]);
      },
      { loopFactory: makeLoop },
    ));
});

describe("a loop", () => {
  it("describes its state", () => {
    const loop = makeLoop();
    expect(String(loop)).toBe("<BaseEventLoop running=false closed=false debug=false>");

    loop.setDebug(true);
    loop.close();

    expect([String(loop), loop.getDebug()]).toEqual(["<BaseEventLoop running=false closed=true debug=true>", true]);
  });
});

describe("a loop that gets no function", () => {
  it.each([
    ["callSoon", "a callable object was expected by call_soon()"],
    ["setTaskFactory", "task factory must be a callable or None"],
    ["setExceptionHandler", "A callable object or None is expected"],
  ] as const)("refuses it: %s()", (method, text) => {
    const loop = virtualLoop()();

    expect(() => loop[method](5 as never)).toThrow(`${text}, got 5`);
    loop.close();
  });

  it("shows when a timer is due, and that a task is being cancelled", async () => {
    const loop = virtualLoop()();
    const ring = (): void => {};
    const timer = loop.callAt(5, ring);
    const task = loop.createTask(function* nap() {
      yield* sleep(1);
    });
    task.cancel();

    expect(String(timer)).toBe("<TimerHandle when=5 ring>");
    expect(String(task)).toBe("<Task cancelling name='Task-1'>");
    timer.cancel();
    expect(String(timer)).toBe("<TimerHandle cancelled when=5>");
    await expect(loop.runUntilComplete(task)).rejects.toBeInstanceOf(CancelledError);
    loop.close();
  });
});
