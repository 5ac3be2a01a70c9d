import { describe, expect, it } from "vitest";
import {
  type Body,
  Context,
  createFuture,
  createTask,
  currentTask,
  type DeadlockError,
  type EventLoop,
  type ExceptionContext,
  getRunningLoop,
  Handle,
  run,
  sleep,
  TimerHandle,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

/** The virtual time at which nothing is left to happen after `main`. */
async function quietAfter(main: Body<[], unknown>): Promise<number> {
  const loop = virtualLoop()();
  loop.setExceptionHandler(() => {}); // hears of the task that is left
  const stuck = loop.runUntilComplete(function* () {
    yield* createTask(main);
    yield* createFuture();
  });
  return ((await stuck.catch((error: unknown) => error)) as DeadlockError).time;
}

function reportsOf(loop: EventLoop): ExceptionContext[] {
  const reports: ExceptionContext[] = [];
  loop.setExceptionHandler((_, context) => reports.push(context));
  return reports;
}

describe("Handle", () => {
  it("is not called once it is cancelled", () =>
    onVirtualLoop(function* () {
      let called = false;
      const handle = getRunningLoop().callSoon(() => (called = true));

      handle.cancel();
      yield* sleep(1);

      expect([called, handle.cancelled()]).toEqual([false, true]);
    }));

  it("knows its context", () => {
    const context = new Context();
    const loop = virtualLoop()();

    expect(loop.callSoon(() => {}, { context }).getContext()).toBe(context);
    expect(loop.callSoon(() => {}).getContext()).toBeInstanceOf(Context);
  });

  it("tells in its description whether it is cancelled", () => {
    const loop = virtualLoop()();
    const handle = loop.callSoon(function ring() {});
    expect(handle).toBeInstanceOf(Handle);
    expect(String(handle)).toBe("<Handle ring>");
    expect(String(loop.callSoon(() => {}))).toBe("<Handle>");

    handle.cancel();

    expect(String(handle)).toBe("<Handle cancelled>");
  });
});

describe("TimerHandle", () => {
  it("knows when it is due", () => {
    const handle = virtualLoop()().callAt(7.5, () => {});

    expect(handle).toBeInstanceOf(TimerHandle);
    expect(handle.when()).toBe(7.5);
  });

  it("is not called once it is cancelled, before it is due or in the iteration in which it is", () =>
    onVirtualLoop(function* () {
      const loop = getRunningLoop();
      const called: string[] = [];
      const early = loop.callLater(1, () => called.push("early"));
      loop.callLater(1, () => late.cancel());
      const late = loop.callLater(1, () => called.push("late"));

      early.cancel();
      yield* sleep(2);

      expect(called).toEqual([]);
    }));

  it("can be cancelled twice, and after it was called", () =>
    onVirtualLoop(function* () {
      const loop = getRunningLoop();
      const [twice, after] = [loop.callLater(1, () => {}), loop.callLater(1, () => {})];

      twice.cancel();
      twice.cancel();
      yield* sleep(2);
      after.cancel();

      expect([twice.cancelled(), after.cancelled()]).toEqual([true, true]);
    }));

  it("no longer keeps virtual time going once it is cancelled", async () => {
    const end = await quietAfter(async () => {
      const timer = getRunningLoop().callLater(100, () => {});
      await sleep(1);
      timer.cancel();
    });

    expect(end).toBe(1);
  });
});

describe("a callback", () => {
  it("runs outside of every task, on the loop that scheduled it", () =>
    onVirtualLoop(function* () {
      const loop = getRunningLoop();
      const seen: unknown[] = [];
      loop.callSoon(() => seen.push(currentTask(), getRunningLoop() === loop));

      yield* sleep(0);

      expect(seen).toEqual([null, true]);
    }));

  it("that throws is reported with its handle, and the loop goes on", () =>
    onVirtualLoop(function* () {
      const loop = getRunningLoop();
      const reports = reportsOf(loop);
      const failure = new Error("broken");
      const handle = loop.callSoon(function ring() {
        throw failure;
      });

      yield* sleep(1);

      expect(reports).toEqual([{ message: "Exception in callback <Handle ring>", exception: failure, handle }]);
    }));

  it("that is async is reported if its promise rejects", () =>
    onVirtualLoop(async () => {
      const loop = getRunningLoop();
      const reports = reportsOf(loop);
      const failure = new Error("broken");
      loop.callSoon(async () => {
        await Promise.resolve();
        throw failure;
      });

      await sleep(1);

      expect(reports.map(({ exception }) => exception)).toEqual([failure]);
    }));

  it("that is async ends its microtasks before the next callback", () =>
    onVirtualLoop(async () => {
      const loop = getRunningLoop();
      const order: string[] = [];
      loop.callSoon(async () => {
        for (let i = 0; i < 20; i++) await Promise.resolve();
        order.push("first");
      });
      loop.callSoon(() => order.push("second"));

      await sleep(1);

      expect(order).toEqual(["first", "second"]);
    }));

  it("may return something that can be awaited and is no promise", () =>
    onVirtualLoop(async () => {
      const loop = getRunningLoop();
      const reports = reportsOf(loop);
      const future = loop.createFuture();
      future.setResult(undefined);
      loop.callSoon(() => future);

      await sleep(1);

      expect(reports).toEqual([]);
    }));
});
