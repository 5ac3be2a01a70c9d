import { describe, expect, it } from "vitest";
import { type Body, CancelledError, createTask, Future, getRunningLoop, run, sleep, wrapFuture } from "#index";
import { external, virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

const failure = new Error("broken");

describe.each([
  ["wrapFuture()", wrapFuture],
  ["external()", external],
])("%s", (_, wrap) => {
  it("has the value of the promise", () =>
    onVirtualLoop(function* () {
      expect(yield* wrap(Promise.resolve("value"))).toBe("value");
    }));

  it("has the error of the promise", () =>
    onVirtualLoop(async () => {
      await expect(wrap(Promise.reject(failure))).rejects.toBe(failure);
    }));

  it("waits for a promise of the host, and lets no virtual time pass meanwhile", () =>
    onVirtualLoop(async () => {
      const value = await wrap(new Promise((resolve) => setTimeout(() => resolve("value"), 2)));

      expect([value, getRunningLoop().time()]).toEqual(["value", 0]);
    }));

  it("can be cancelled, which the promise does not notice", () =>
    onVirtualLoop(async () => {
      let settle = (): void => {};
      const promise = new Promise<void>((resolve) => (settle = resolve));
      const future = wrap(promise);
      const waiter = createTask(async () => await future);
      await sleep(0);

      waiter.cancel("enough");
      settle();

      await expect(waiter).rejects.toThrow(new CancelledError("enough"));
      expect([future.cancelled(), await promise]).toEqual([true, undefined]);
    }));

  it("ignores an error of the promise after it was cancelled: nobody hears of it", async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): unknown => unhandled.push(reason);
    process.on("unhandledRejection", listen);

    await onVirtualLoop(async () => {
      let fail = (): void => {};
      const future = wrap(new Promise<void>((_, reject) => (fail = () => reject(failure))));
      future.cancel();
      fail();
      await sleep(1);
    });
    for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", listen);

    expect(unhandled).toEqual([]);
  });

  it("needs a running loop", () => {
    expect(() => wrap(Promise.resolve())).toThrow(/^no running event loop\n/);
  });
});

describe("wrapFuture()", () => {
  it("gives a future back as it is", () => {
    const future = new Future<void>(virtualLoop()());

    expect(wrapFuture(future)).toBe(future);
  });

  it("uses the loop that is given", async () => {
    const loop = virtualLoop()();

    const future = wrapFuture(Promise.resolve("value"), { loop });

    expect(future.getLoop()).toBe(loop);
    expect(await loop.runUntilComplete(future)).toBe("value");
  });
});

describe("external()", () => {
  it("holds virtual time for a promise that nothing else shows to be outstanding", () =>
    onVirtualLoop(async () => {
      const elsewhere = new Promise<string>((resolve) => setTimeout(() => resolve("came"), 2).unref());
      const timer = createTask(sleep(100));

      const value = await external(elsewhere);

      expect([value, getRunningLoop().time(), timer.done()]).toEqual(["came", 0, false]);
      await timer;
    }));
});
