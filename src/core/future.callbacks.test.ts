import { describe, expect, it } from "vitest";
import {
  type Body,
  ContextVar,
  copyContext,
  createFuture,
  type ExceptionContext,
  getRunningLoop,
  run,
  sleep,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("Future.addDoneCallback()", () => {
  it("calls back in a turn of its own, in the order of adding, with the future", () =>
    onVirtualLoop(async () => {
      const future = createFuture<number>();
      const calls: unknown[] = [];
      future.addDoneCallback((done) => calls.push(["first", done === future]));
      future.addDoneCallback(() => calls.push("second"));

      future.setResult(7);
      expect(calls).toEqual([]);
      await sleep(0);

      expect(calls).toEqual([["first", true], "second"]);
    }));

  it("calls back in the next iteration if the future is done already", () =>
    onVirtualLoop(function* () {
      const future = createFuture<number>();
      future.setResult(7);
      const calls: string[] = [];

      future.addDoneCallback(() => calls.push("called"));
      expect(calls).toEqual([]);
      yield* sleep(0);

      expect(calls).toEqual(["called"]);
    }));

  it("calls back in a copy of the context in which it was added", () =>
    onVirtualLoop(function* () {
      const name = new ContextVar("name", { default: "none" });
      const seen: string[] = [];
      const future = createFuture<void>();
      name.set("adder");
      future.addDoneCallback(() => seen.push(name.get()));
      name.set("setter");

      future.setResult();
      yield* sleep(0);

      expect(seen).toEqual(["adder"]);
    }));

  it("calls back in the context that is given", () =>
    onVirtualLoop(function* () {
      const name = new ContextVar("name", { default: "none" });
      const seen: string[] = [];
      const context = copyContext();
      context.run(() => name.set("given"));
      const future = createFuture<void>();
      future.addDoneCallback(() => seen.push(name.get()), { context });

      future.setResult();
      yield* sleep(0);

      expect(seen).toEqual(["given"]);
    }));

  it("gives an error in the callback to the exception handler, and calls the others", () =>
    onVirtualLoop(async () => {
      const reports: ExceptionContext[] = [];
      getRunningLoop().setExceptionHandler((_, context) => reports.push(context));
      const failure = new Error("broken");
      const future = createFuture<void>();
      let secondRan = false;
      future.addDoneCallback(() => {
        throw failure;
      });
      future.addDoneCallback(() => (secondRan = true));

      future.setResult();
      await sleep(0);

      expect(reports.map(({ exception }) => exception)).toEqual([failure]);
      expect(secondRan).toBe(true);
    }));
});

describe("Future.removeDoneCallback()", () => {
  it("forgets every copy of one callback, keeps the others, and says how many went", () =>
    onVirtualLoop(function* () {
      const future = createFuture<void>();
      const calls: string[] = [];
      const removed = (): unknown => calls.push("removed");
      future.addDoneCallback(removed);
      future.addDoneCallback(() => calls.push("kept"));
      future.addDoneCallback(removed);

      expect([future.removeDoneCallback(removed), future.removeDoneCallback(removed)]).toEqual([2, 0]);
      future.setResult();
      yield* sleep(0);

      expect(calls).toEqual(["kept"]);
    }));

  it("finds the only callback", () => {
    const future = virtualLoop()().createFuture();
    const callback = (): void => {};
    future.addDoneCallback(callback);

    expect(future.removeDoneCallback(callback)).toBe(1);
  });
});
