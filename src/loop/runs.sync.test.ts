import { describe, expect, it } from "vitest";
import { type BaseEventLoop, coroutine, createTask, newEventLoop, run, RuntimeError, sleep } from "#index";
import { virtualLoop } from "#testing";

const makeLoop = (): BaseEventLoop => virtualLoop()();

describe("BaseEventLoop.runSync()", () => {
  it("returns the value of a program of generators, before it returns to the host", () => {
    const loop = makeLoop();

    const value = loop.runSync(function* () {
      const child = createTask(sleep(3600, 7));
      return (yield* child) + 1;
    });

    expect([value, loop.time(), loop.isRunning()]).toEqual([8, 3600, false]);
  });

  it("takes a coroutine object, and can be called again", () => {
    const loop = makeLoop();
    const add = coroutine(function* (a: number, b: number) {
      yield* sleep(1);
      return a + b;
    });

    expect([loop.runSync(add(1, 2)), loop.runSync(add(3, 4)), loop.time()]).toEqual([3, 7, 2]);
  });

  it("runs a program to its end that computes for longer than the host may wait", () => {
    const until = performance.now() + 120;

    const turns = makeLoop().runSync(function* () {
      let count = 0;
      for (; performance.now() < until; count += 1) yield* sleep(1);
      return count;
    });

    expect(turns).toBeGreaterThan(256);
  });

  it("throws what the program throws", () => {
    const failure = new Error("broken");

    expect(() =>
      makeLoop().runSync(function* (): Generator<never, void, void> {
        throw failure;
      }),
    ).toThrow(failure);
  });

  it("throws a deadlock", () => {
    const loop = makeLoop();
    loop.setExceptionHandler(() => {});
    const forever = coroutine(function* () {
      yield* loop.createFuture();
    });

    expect(() => loop.runSync(forever())).toThrow(/^Deadlock at t=0 s: 1 task\(s\) wait/);
    expect(loop.isRunning()).toBe(false);
  });

  it.each([
    ["native code", virtualLoop(), () => Promise.resolve()],
    ["a real clock", newEventLoop, () => sleep(60)],
  ])("refuses to wait for %s", (_, loopFactory, main) => {
    const loop = loopFactory();
    loop.setExceptionHandler(() => {}); // hears of the task that is left

    expect(() => loop.runSync(main)).toThrowErrorMatchingInlineSnapshot(`
      [RuntimeError: runSync() cannot wait for native code or the host
        hint: use runUntilComplete() and await it]
    `);
    expect(loop.isRunning()).toBe(false);
    loop.close();
  });

  it("leaves no timer behind when it refuses, that would keep the process alive", () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((type) => type === "Timeout").length;
    const loop = newEventLoop();
    loop.setExceptionHandler(() => {}); // hears of the task that is left
    const before = timers();

    expect(() => loop.runSync(sleep(3600))).toThrow(RuntimeError);
    loop.close();

    expect(timers()).toBe(before);
  });

  it("does not let a main that it refused stop a later run", async () => {
    const loop = makeLoop();
    expect(() => loop.runSync(async () => {})).toThrow(RuntimeError);

    expect(await loop.runUntilComplete(() => sleep(1, 7))).toBe(7);
  });

  it("refuses to run inside another loop", () =>
    run(
      async () => {
        expect(() => makeLoop().runSync(function* () {})).toThrow(
          /^Cannot run the event loop while another loop is running\n/,
        );
      },
      { loopFactory: makeLoop },
    ));
});
