import { describe, expect, it } from "vitest";
import {
  type Body,
  type Coroutine,
  coroutine,
  createFuture,
  createTask,
  type ExceptionContext,
  getRunningLoop,
  iscoroutine,
  iscoroutinefunction,
  run,
  RuntimeError,
  sleep,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

const double = {
  generator: coroutine(function* double(value: number) {
    yield* sleep(1);
    return value * 2;
  }),
  async: coroutine(async function double(value: number) {
    await sleep(1);
    return value * 2;
  }),
  "arrow that returns a generator": coroutine((value: number) =>
    (function* () {
      yield* sleep(1);
      return value * 2;
    })(),
  ),
  "arrow that returns a coroutine": coroutine((value: number) => sleep(1, value * 2)),
};

const failing = {
  generator: coroutine(function* (failure: Error) {
    yield* sleep(0);
    throw failure;
  }),
  async: coroutine(async (failure: Error) => {
    await sleep(0);
    throw failure;
  }),
};

describe.each(Object.entries(double))("a coroutine (%s)", (_, twice) => {
  it("gives its value to `await`", () =>
    onVirtualLoop(async () => {
      expect([await twice(4), getRunningLoop().time()]).toEqual([8, 1]);
    }));

  it("gives its value to `yield*`", () =>
    onVirtualLoop(function* () {
      expect([yield* twice(4), getRunningLoop().time()]).toEqual([8, 1]);
    }));

  it("runs as a task", () =>
    onVirtualLoop(function* () {
      expect(yield* createTask(twice(4))).toBe(8);
    }));

  it("runs in the calling task: a task that is cancelled in it ends at once", () =>
    onVirtualLoop(function* () {
      const task = createTask(function* () {
        yield* twice(4);
      });
      yield* sleep(0.5);

      task.cancel();
      yield* sleep(0);

      expect(task.cancelled()).toBe(true);
    }));

  it("cannot be awaited twice", () =>
    onVirtualLoop(async () => {
      const once = twice(4);
      await once;

      await expect(once).rejects.toThrow(/^cannot reuse already awaited coroutine\n/);
    }));

  it("cannot be awaited twice by `yield*`", () =>
    onVirtualLoop(function* () {
      const once = twice(4);
      yield* once;

      expect(() => once[Symbol.iterator]()).toThrow(RuntimeError);
    }));

  it("cannot be awaited once it was closed", () =>
    onVirtualLoop(function* () {
      const closed = twice(4);

      closed.close();

      expect(() => closed[Symbol.iterator]()).toThrow(/^cannot reuse already awaited coroutine\n/);
    }));
});

describe.each(Object.entries(failing))("a coroutine that fails (%s)", (_, fail) => {
  it("throws its error at `await` and at `yield*`", () =>
    onVirtualLoop(function* () {
      const failure = new Error("broken");
      const seen: unknown[] = [];
      yield* createTask(async () => {
        await fail(failure).then(null, (error: unknown) => seen.push(error));
      });
      try {
        yield* fail(failure);
      } catch (error) {
        seen.push(error);
      }

      expect(seen).toEqual([failure, failure]);
    }));
});

describe("coroutine()", () => {
  it.each(["generator", "async"])("makes a function that runs nothing when it is called (%s)", (kind) =>
    onVirtualLoop(function* () {
      let began = false;
      const begin =
        kind === "generator"
          ? coroutine(function* () {
              began = true;
            })
          : coroutine(async () => void (began = true));

      const unstarted = begin();
      yield* sleep(1);
      expect(began).toBe(false);
      yield* unstarted;
      expect(began).toBe(true);
    }),
  );
});

describe("a coroutine function", () => {
  it("has the name of its body", () => {
    expect([double.generator.name, double.async.name, coroutine(() => sleep(1)).name]).toEqual([
      "double",
      "double",
      "",
    ]);
  });
});

describe("a generator coroutine", () => {
  it("nests a thousand deep", () =>
    onVirtualLoop(function* () {
      const descend: (depth: number) => Coroutine<number> = coroutine(function* (depth: number) {
        return depth === 0 ? 0 : 1 + (yield* descend(depth - 1));
      });

      expect(yield* descend(1000)).toBe(1000);
    }));
});

describe("Coroutine.close()", () => {
  it("runs the finally blocks of a coroutine that waits", () =>
    onVirtualLoop(function* () {
      let cleaned = false;
      const bell = createFuture<void>();
      const waiting = coroutine(function* () {
        try {
          yield* bell;
        } finally {
          cleaned = true;
        }
      })();
      createTask(waiting);
      yield* sleep(1);

      waiting.close();
      bell.setResult();

      expect(cleaned).toBe(true);
    }));

  it("does nothing to a coroutine that has ended", () =>
    onVirtualLoop(function* () {
      const ended = double.generator(1);
      yield* ended;

      expect(() => ended.close()).not.toThrow();
    }));
});

describe("a coroutine that is never awaited", () => {
  const forgetIn = async (forget: () => unknown, before?: Promise<unknown>): Promise<string[]> => {
    const loop = virtualLoop()();
    const messages: string[] = [];
    loop.setExceptionHandler((_, { message }: ExceptionContext) => messages.push(message));
    await loop.runUntilComplete(async () => {
      if (before !== undefined) await before;
      forget();
    });
    loop.close();
    return messages;
  };

  it("is reported by name when the loop closes", async () => {
    expect(await forgetIn(() => [double.generator(1), double.async(1), sleep(1)])).toEqual([
      "coroutine 'double' was never awaited",
      "coroutine 'double' was never awaited",
      "coroutine 'sleep' was never awaited",
    ]);
  });

  it("is reported also if native code makes it after an await of the host, between two turns", async () => {
    const before = new Promise((resolve) => setImmediate(resolve));

    expect(await forgetIn(() => sleep(1), before)).toEqual(["coroutine 'sleep' was never awaited"]);
  });

  it("is not reported if it was closed", async () => {
    expect(await forgetIn(() => double.generator(1).close())).toEqual([]);
  });

  it("is not reported if its task was cancelled before it began", async () => {
    expect(await forgetIn(() => createTask(double.generator(1)).cancel())).toEqual([]);
  });

  it("has a name even if its function has none", async () => {
    expect(await forgetIn(() => coroutine(async () => {})())).toEqual(["coroutine 'coroutine' was never awaited"]);
  });
});

describe("a coroutine that is stepped by hand, outside of a task,", () => {
  it("says what to do if it is native", () => {
    expect(() => double.async(1)[Symbol.iterator]()).toThrow(
      /^a coroutine can only be stepped by a task\n {2}hint: await it, /,
    );
  });
});

describe("iscoroutine() and iscoroutinefunction()", () => {
  it("iscoroutine() is true for what a coroutine function returns, and for nothing else", () => {
    const unstarted = double.generator(1);

    expect([unstarted, sleep(1), Promise.resolve(), () => sleep(1), null].map(iscoroutine)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("iscoroutinefunction() is true for coroutine() and async functions, and for nothing else", () => {
    const functions = [double.generator, double.async, async () => {}, () => {}, function* () {}, null];

    expect(functions.map(iscoroutinefunction)).toEqual([true, true, true, false, false, false]);
  });

  it("describes itself by the name of its function", () => {
    expect(String(double.generator(1))).toBe("<coroutine object double>");
  });
});
