import { describe, expect, it } from "vitest";
import {
  ALL_COMPLETED,
  type Body,
  CancelledError,
  coroutine,
  createFuture,
  createTask,
  type DeadlockError,
  FIRST_COMPLETED,
  FIRST_EXCEPTION,
  type Future,
  getRunningLoop,
  run,
  sleep,
  type Task,
  ValueError,
  wait,
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

const nap = (seconds: number): Task<void> => createTask(sleep(seconds), { name: `nap(${seconds})` });

const fail = coroutine(function* (seconds: number, thrown: unknown) {
  yield* sleep(seconds);
  throw thrown;
});

const names = (futures: Iterable<Future<unknown>>): string[] =>
  Array.from(futures, (future) => (future as Task<unknown>).getName());

describe("wait()", () => {
  it("waits for all by default, and gives them in the order in which they were passed", () =>
    onVirtualLoop(function* () {
      const [done, pending] = yield* wait([nap(3), nap(1), nap(2)]);

      expect([names(done), names(pending)]).toEqual([["nap(3)", "nap(1)", "nap(2)"], []]);
      expect(getRunningLoop().time()).toBe(3);
    }));

  it("tells what is done from what is pending when its timeout has passed, and cancels nothing", () =>
    onVirtualLoop(async () => {
      const [done, pending] = await wait([nap(1), nap(5), nap(2)], { timeout: 2.5 });

      expect([names(done), names(pending)]).toEqual([["nap(1)", "nap(2)"], ["nap(5)"]]);
      expect([...pending].map((task) => task.done())).toEqual([false]);
      await wait(pending);
      expect(getRunningLoop().time()).toBe(5);
    }));

  it("raises nothing: errors stay in the futures", () =>
    onVirtualLoop(async () => {
      const failure = new Error("broken");

      const [done] = await wait([createTask(fail(1, failure))]);

      expect([...done].map((task) => task.exception())).toEqual([failure]);
    }));

  it("takes any iterable, once", () =>
    onVirtualLoop(async () => {
      const [done] = await wait(
        (function* () {
          yield nap(1);
          yield nap(2);
        })(),
      );

      expect(names(done)).toEqual(["nap(1)", "nap(2)"]);
    }));

  it("takes one that is passed twice once", () =>
    onVirtualLoop(async () => {
      const task = nap(1);

      const [done] = await wait([task, task]);

      expect(done.size).toBe(1);
    }));

  it("with FIRST_COMPLETED gives all that are done when the first one wakes it", () =>
    onVirtualLoop(async () => {
      const [done, pending] = await wait([nap(5), nap(1), nap(1)], { returnWhen: FIRST_COMPLETED });

      expect([names(done), names(pending)]).toEqual([["nap(1)", "nap(1)"], ["nap(5)"]]);
      await wait(pending);
    }));

  it("with FIRST_COMPLETED does not count a future that is done already as news, but is woken by it", () =>
    onVirtualLoop(async () => {
      const over = createFuture<void>();
      over.setResult();

      const [done, pending] = await wait<Future<void>>([over, nap(5)], { returnWhen: FIRST_COMPLETED });

      expect([done.size, pending.size, getRunningLoop().time()]).toEqual([1, 1, 0]);
    }));

  it.each([new Error("broken"), undefined, null])("with FIRST_EXCEPTION returns when one throws %s", (thrown) =>
    onVirtualLoop(async () => {
      const failing = createTask(fail(2, thrown));

      const [done, pending] = await wait<Task<unknown>>([nap(1), failing, nap(5)], { returnWhen: FIRST_EXCEPTION });

      expect([done.size, pending.size, getRunningLoop().time()]).toEqual([2, 1, 2]);
    }),
  );

  it("with FIRST_EXCEPTION goes on when one is cancelled, and returns when all are done", () =>
    onVirtualLoop(async () => {
      const cancelled = nap(9);
      getRunningLoop().callLater(1, () => cancelled.cancel());

      const [done] = await wait([cancelled, nap(3)], { returnWhen: FIRST_EXCEPTION });

      expect([done.size, getRunningLoop().time()]).toEqual([2, 3]);
    }));

  it("with FIRST_EXCEPTION takes the error that ends it as retrieved", async () => {
    const loop = virtualLoop()();
    const heard: string[] = [];
    loop.setExceptionHandler((_, { message }) => heard.push(message));
    await loop.runUntilComplete(async () => {
      const failing = createTask(fail(1, new Error("broken")));
      await wait<Task<unknown>>([failing, nap(2)], { returnWhen: FIRST_EXCEPTION });
      await sleep(5);
    });

    loop.close();

    expect(heard).toEqual([]);
  });

  it("can be cancelled, and leaves the futures alone", () =>
    onVirtualLoop(async () => {
      const inner = nap(5);
      const waiter = createTask(wait([inner], { timeout: 3 }));
      await sleep(1);

      waiter.cancel("enough");

      await expect(waiter).rejects.toThrow(new CancelledError("enough"));
      await inner;
      expect([inner.cancelled(), getRunningLoop().time()]).toEqual([false, 5]);
    }));

  it("drops its timer when all are done", async () => {
    expect(await quietAfter(async () => await wait([nap(1)], { timeout: 100 }))).toBe(1);
  });

  it("with a timeout of 0 still gives a turn to what is ready", () =>
    onVirtualLoop(async () => {
      const [done, pending] = await wait([createTask(async () => {}), nap(5)], { timeout: 0 });

      expect([done.size, pending.size]).toEqual([1, 1]);
      await wait(pending);
    }));

  it.each([
    ["a coroutine among the futures", () => [sleep(1)], "Passing coroutines is forbidden, use tasks explicitly."],
    ["a function among the futures", () => [async () => {}], "Passing coroutines is forbidden, use tasks explicitly."],
    ["one task instead of several", () => createTask(async () => {}), "expect a list of futures, not Task"],
    ["one coroutine instead of several", () => sleep(1), "expect a list of futures, not "],
  ])("refuses %s", (_, give: () => unknown, text) =>
    onVirtualLoop(async () => {
      getRunningLoop().setExceptionHandler(() => {}); // hears of coroutines never awaited
      const refused = wait(give() as never);

      const error = await refused.then(null, (reason: unknown) => reason as Error);

      expect(error).toBeInstanceOf(TypeError);
      expect((error as Error).message).toContain(text);
      await sleep(0);
    }),
  );

  it("refuses an empty list", () =>
    onVirtualLoop(async () => {
      const refused = wait([]);

      await expect(refused).rejects.toThrowErrorMatchingInlineSnapshot(`
        [ValueError: Set of Tasks/Futures is empty.
          hint: pass at least one task]
      `);
    }));

  it("refuses an unknown returnWhen, and names it", () =>
    onVirtualLoop(async () => {
      const error: unknown = await wait([nap(1)], { returnWhen: "LAST_COMPLETED" as never }).then(
        null,
        (reason: unknown) => reason,
      );

      expect(error).toBeInstanceOf(ValueError);
      expect(String(error)).toMatch(/Invalid return_when value: LAST_COMPLETED\n/);
    }));

  it("knows its constants by name", () => {
    expect([FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED]).toEqual([
      "FIRST_COMPLETED",
      "FIRST_EXCEPTION",
      "ALL_COMPLETED",
    ]);
  });
});
