import { describe, expect, it } from "vitest";
import {
  type Body,
  coroutine,
  createFuture,
  createTask,
  ensureFuture,
  Future,
  getRunningLoop,
  run,
  sleep,
  Task,
  ValueError,
  setEventLoop,
  shield,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("ensureFuture()", () => {
  it("gives a future or task as it is", () =>
    onVirtualLoop(async () => {
      const [future, task] = [createFuture(), createTask(async () => {})];

      expect([ensureFuture(future) === future, ensureFuture(task) === task]).toEqual([true, true]);
      await task;
    }));

  it.each<[name: string, give: () => Parameters<typeof ensureFuture<string>>[0]]>([
    ["a coroutine", coroutine(async () => "value")],
    ["an async function", () => async () => "value"],
    [
      "a generator function",
      () =>
        function* () {
          return "value";
        },
    ],
    [
      "a generator object",
      () =>
        (function* () {
          yield* sleep(1);
          return "value";
        })(),
    ],
  ])("makes a task of %s", (_, give) =>
    onVirtualLoop(async () => {
      const future = ensureFuture(give());

      expect(future).toBeInstanceOf(Task);
      expect(await future).toBe("value");
    }),
  );

  it("wraps a promise that runs already, or anything with a then()", () =>
    onVirtualLoop(async () => {
      const thenable: PromiseLike<string> = Promise.resolve("thenable").then((value) => value);

      const [promise, other] = [ensureFuture(Promise.resolve("promise")), ensureFuture(thenable)];

      expect([promise instanceof Task, promise instanceof Future]).toEqual([false, true]);
      expect([await promise, await other]).toEqual(["promise", "thenable"]);
    }));

  it("uses the loop that is given", async () => {
    const loop = virtualLoop()();

    const future = ensureFuture(async () => "value", { loop });

    expect(future.getLoop()).toBe(loop);
    expect(await loop.runUntilComplete(future)).toBe("value");
  });

  it("refuses a future of another loop than the one given", () =>
    onVirtualLoop(async () => {
      const foreign = virtualLoop()().createFuture();

      expect(() => ensureFuture(foreign, { loop: getRunningLoop() })).toThrow(
        /^The future belongs to a different loop than the one specified as the loop argument\n/,
      );
      expect(() => ensureFuture(foreign, { loop: getRunningLoop() })).toThrow(ValueError);
    }));

  it.each([7, "text", null, undefined, {}])("refuses %o", (value) =>
    onVirtualLoop(async () => {
      expect(() => ensureFuture(value as never)).toThrow(
        /^An asyncio\.Future, a coroutine or an awaitable is required, got /,
      );
      expect(() => ensureFuture(value as never)).toThrow(TypeError);
    }),
  );

  it("needs a loop that runs or was set for anything but a future", async () => {
    expect(() => ensureFuture(async () => {})).toThrow(/^There is no current event loop in thread 'MainThread'.\n/);
    const loop = virtualLoop()();
    setEventLoop(loop);
    try {
      const future = shield(async () => 7);

      expect(future.getLoop()).toBe(loop);
      expect(await loop.runUntilComplete(future)).toBe(7);
    } finally {
      setEventLoop(null);
      loop.close();
    }
  });
});

it("ensureFuture() refuses settings that are none", () => {
  expect(() => ensureFuture(sleep(0), JSON.parse("null"))).toThrow("settings must be an object, got null");
});
