import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  createFuture,
  createTask,
  type Future,
  InvalidStateError,
  isfuture,
  run,
  sleep,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

/** A future of a loop that never runs. */
const pending = <T>(): Future<T> => virtualLoop()().createFuture<T>();

describe("Future, while it is pending,", () => {
  it("has no result", () => {
    expect(() => pending().result()).toThrowErrorMatchingInlineSnapshot(`
      [InvalidStateError: Result is not set.
        hint: await the future, or ask done() first]
    `);
  });

  it("has no exception", () => {
    expect(() => pending().exception()).toThrowErrorMatchingInlineSnapshot(`
      [InvalidStateError: Exception is not set.
        hint: await the future, or ask done() first]
    `);
  });

  it("is neither done nor cancelled", () => {
    const future = pending();

    expect([future.done(), future.cancelled()]).toEqual([false, false]);
  });

  it("knows its loop", () => {
    const loop = virtualLoop()();

    expect(loop.createFuture().getLoop()).toBe(loop);
  });
});

describe("Future, once it has a result,", () => {
  it("gives it, and has no exception", () => {
    const future = pending<number>();

    future.setResult(7);

    expect([future.done(), future.cancelled(), future.result(), future.exception()]).toEqual([true, false, 7, null]);
  });

  it("takes no other", () => {
    const future = pending<number>();
    future.setResult(1);

    expect(() => future.setResult(2)).toThrowErrorMatchingInlineSnapshot(`
      [InvalidStateError: invalid state
        hint: a future is completed once: ask done() before you set it]
    `);
    expect(() => future.setException(new Error("late"))).toThrow(InvalidStateError);
    expect(future.result()).toBe(1);
  });

  it("cannot be cancelled", () => {
    const future = pending<number>();
    future.setResult(1);

    expect([future.cancel(), future.cancelled()]).toEqual([false, false]);
  });
});

describe("Future, once it has an exception,", () => {
  it("throws it from result() and gives it from exception()", () => {
    const failure = new Error("broken");
    const future = pending();

    future.setException(failure);

    expect(() => future.result()).toThrow(failure);
    expect([future.exception(), future.done(), future.cancelled()]).toEqual([failure, true, false]);
  });

  it("throws it again at every await", () =>
    onVirtualLoop(async () => {
      const failure = new Error("broken");
      const future = createFuture();
      future.setException(failure);

      await expect(future).rejects.toBe(failure);
      await expect(future).rejects.toBe(failure);
    }));
});

describe("Future, once it is cancelled,", () => {
  it("throws CancelledError with the message of the cancellation from both result() and exception()", () => {
    const future = pending();

    expect(future.cancel("enough")).toBe(true);

    expect([future.done(), future.cancelled()]).toEqual([true, true]);
    expect(() => future.result()).toThrow(new CancelledError("enough"));
    expect(() => future.exception()).toThrow(new CancelledError("enough"));
  });

  it("throws a CancelledError with an empty message if none was given", () => {
    const future = pending();
    future.cancel();

    expect(() => future.result()).toThrow(new CancelledError(""));
  });

  it("cannot be cancelled twice, and takes no result", () => {
    const future = pending<number>();
    future.cancel();

    expect(future.cancel()).toBe(false);
    expect(() => future.setResult(1)).toThrow(InvalidStateError);
  });
});

describe("String(future)", () => {
  it("tells its state and its outcome", () => {
    const [finished, failed, cancelled] = [pending<number>(), pending(), pending()];
    finished.setResult(7);
    failed.setException(new Error("broken"));
    cancelled.cancel();

    expect([pending(), finished, failed, cancelled].map(String)).toEqual([
      "<Future pending>",
      "<Future finished result=7>",
      "<Future finished exception=Error: broken>",
      "<Future cancelled>",
    ]);
  });
});

describe("isfuture()", () => {
  it("is true for futures and tasks, and for nothing else that can be awaited", () =>
    onVirtualLoop(async () => {
      const task = createTask(async () => {});
      const unstarted = sleep(0);

      expect([createFuture(), task, unstarted, Promise.resolve(), null].map(isfuture)).toEqual([
        true,
        true,
        false,
        false,
        false,
      ]);
      unstarted.close();
    }));
});

describe("createFuture()", () => {
  it("needs a running loop", () => {
    expect(() => createFuture()).toThrow(/^no running event loop\n/);
  });
});
