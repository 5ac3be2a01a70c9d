import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  type Coroutine,
  coroutine,
  createFuture,
  createTask,
  eagerTaskFactory,
  gather,
  getRunningLoop,
  run,
  setEventLoop,
  setEventLoopPolicy,
  sleep,
  ValueError,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

const failure = new Error("broken");
const failWith = coroutine(function* (delay: number, thrown: unknown) {
  yield* sleep(delay);
  throw thrown;
});
const fail = (delay: number): Coroutine<never> => failWith(delay, failure);

describe("gather()", () => {
  it("gives the results in the order of the arguments, whichever comes first", () =>
    onVirtualLoop(function* () {
      const results = yield* gather(sleep(3, "slow"), sleep(1, "fast"), sleep(2, "middling"));

      expect(results).toEqual(["slow", "fast", "middling"]);
      expect(getRunningLoop().time()).toBe(3);
    }));

  it("takes coroutines, functions of both kinds, tasks, futures, generator objects and promises", () =>
    onVirtualLoop(async () => {
      const future = createFuture<string>();
      getRunningLoop().callLater(1, () => future.setResult("future"));

      const results = await gather(
        sleep(1, "coroutine"),
        async () => "async function",
        function* () {
          return "generator function";
        },
        createTask(async () => "task"),
        future,
        (function* () {
          return "generator";
        })(),
        Promise.resolve("promise"),
      );

      expect(results).toEqual([
        "coroutine",
        "async function",
        "generator function",
        "task",
        "future",
        "generator",
        "promise",
      ]);
    }));

  it("starts what it is given in the order of the arguments", () =>
    onVirtualLoop(async () => {
      const started: number[] = [];

      await gather(...[1, 2, 3].map((i) => async () => void started.push(i)));

      expect(started).toEqual([1, 2, 3]);
    }));

  it("runs a future or coroutine that is given twice once, and gives its result twice", () =>
    onVirtualLoop(async () => {
      const [task, once] = [createTask(async () => ({})), sleep(1, "once")];

      const [a, b, c, d] = await gather(task, task, once, once);

      expect([a === b, c, d]).toEqual([true, "once", "once"]);
    }));

  it("calls a function that is given twice, twice", () =>
    onVirtualLoop(async () => {
      let calls = 0;
      const count = async (): Promise<number> => ++calls;

      expect(await gather(count, count)).toEqual([1, 2]);
    }));

  it("of nothing is done at once, with an empty array", () =>
    onVirtualLoop(async () => {
      const gathering = gather();

      expect([gathering.done(), gathering.result()]).toEqual([true, []]);
    }));

  it("of futures that are done is done at once", () =>
    onVirtualLoop(async () => {
      const futures = [1, 2].map((value) => {
        const future = createFuture<number>();
        future.setResult(value);
        return future;
      });

      const gathering = gather(...futures);

      expect([gathering.done(), gathering.result()]).toEqual([true, [1, 2]]);
    }));

  it("of eager tasks that do not wait is done at once", () =>
    onVirtualLoop(function* () {
      getRunningLoop().setTaskFactory(eagerTaskFactory);
      const immediate = (value: number) =>
        function* () {
          return value;
        };

      expect(gather(immediate(1), immediate(2)).result()).toEqual([1, 2]);
    }));

  it("of an eager task that fails and one that waits fails at once", () =>
    onVirtualLoop(function* () {
      getRunningLoop().setTaskFactory(eagerTaskFactory);

      const gathering = gather(function* (): Generator<never, void, void> {
        throw failure;
      }, sleep(1));

      expect(gathering.exception()).toBe(failure);
      yield* sleep(1);
    }));

  it("describes itself as CPython does", () =>
    onVirtualLoop(function* () {
      const gathering = gather(sleep(1));
      expect(String(gathering)).toBe("<_GatheringFuture pending>");

      yield* gathering;
    }));

  it("refuses a number", () =>
    onVirtualLoop(async () => {
      expect(() => gather(7 as never)).toThrow(/^An asyncio\.Future, a coroutine or an awaitable is required, got 7\n/);
    }));

  it("outside of a loop takes futures of one loop", async () => {
    const loop = virtualLoop()();
    const [a, b] = [loop.createFuture<number>(), loop.createTask(async () => 2)];
    a.setResult(1);

    expect(await loop.runUntilComplete(gather(a, b))).toEqual([1, 2]);
  });

  it("refuses futures of two loops", () => {
    const futures = [virtualLoop()().createFuture(), virtualLoop()().createFuture()];

    expect(() => gather(...futures)).toThrow(ValueError);
  });

  it("of nothing, outside of a loop, belongs to the one that is set", () => {
    const loop = virtualLoop()();
    setEventLoop(loop);

    expect(gather().getLoop()).toBe(loop);

    setEventLoopPolicy(null);
    expect(() => gather()).toThrow(/^There is no current event loop/);
  });
});

describe("gather(), when a child fails,", () => {
  it("fails at once with its error, and lets the others run on", () =>
    onVirtualLoop(async () => {
      const other = createTask(() => sleep(5, "other"));

      await expect(gather(other, fail(1))).rejects.toBe(failure);
      expect(getRunningLoop().time()).toBe(1);

      expect(await other).toBe("other");
    }));

  it("fails with the first error in time, not in the order of the arguments", () =>
    onVirtualLoop(async () => {
      const later = new Error("later");

      await expect(gather(failWith(2, later), fail(1))).rejects.toBe(failure);
    }));

  it("takes the later errors as retrieved", async () => {
    const loop = virtualLoop()();
    const heard: string[] = [];
    loop.setExceptionHandler((_, { message }) => heard.push(message));
    await loop.runUntilComplete(async () => {
      await gather(fail(1), fail(2), fail(2)).then(null, () => {});
      await sleep(5);
    });

    loop.close();

    expect(heard).toEqual([]);
  });

  it("fails even if a child throws undefined or null", () =>
    onVirtualLoop(async () => {
      for (const thrown of [undefined, null]) {
        const outcome = gather(sleep(1), failWith(1, thrown));
        expect(await outcome.then(null, (error: unknown) => ["failed", error])).toEqual(["failed", thrown]);
      }
    }));

  it("fails with CancelledError, without being cancelled, if a child is cancelled", () =>
    onVirtualLoop(async () => {
      const child = createTask(() => sleep(1));
      const gathering = gather(child, sleep(2));
      await sleep(0);

      child.cancel("enough");

      await expect(gathering).rejects.toThrow(new CancelledError("enough"));
      expect(gathering.cancelled()).toBe(false);
    }));
});

describe("gather() with returnExceptions", () => {
  it("gives errors and cancellations as results, and waits for all", () =>
    onVirtualLoop(async () => {
      const cancelled = createFuture<void>();
      getRunningLoop().callLater(1, () => cancelled.cancel("enough"));

      const results = await gather(fail(1), cancelled, sleep(3, "value"), { returnExceptions: true });

      expect(results).toEqual([failure, new CancelledError("enough"), "value"]);
      expect(getRunningLoop().time()).toBe(3);
    }));

  it("gives undefined and null that were thrown, too", () =>
    onVirtualLoop(async () => {
      expect(await gather(failWith(1, undefined), failWith(1, null), { returnExceptions: true })).toEqual([
        undefined,
        null,
      ]);
    }));

  it("fails like without, if it is false", () =>
    onVirtualLoop(async () => {
      await expect(gather(fail(1), { returnExceptions: false })).rejects.toBe(failure);
    }));
});
