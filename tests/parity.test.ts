import { describe, expect, it } from "vitest";
import {
  asCompleted,
  CancelledError,
  ContextVar,
  copyContext,
  coroutine,
  createFuture,
  createTask,
  ensureFuture,
  gather,
  getEventLoopPolicy,
  getRunningLoop,
  newEventLoop,
  Queue,
  run,
  ConcurrentFuture,
  runCoroutineThreadsafe,
  setEventLoop,
  sleep,
  type Task,
  TaskGroup,
  timeout,
  TimeoutError,
  wait,
} from "#index";
import { virtualLoop } from "#testing";
import { outcomeOf } from "./bad-input/program.mjs";

// What differs from asyncio and is pinned nowhere else. The table is docs/asyncio-parity.md.

const onVirtualLoop = <T>(main: () => PromiseLike<T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("the shape of the API", () => {
  it("has its options in one object at the end, behind gather()'s awaitables, too", () =>
    onVirtualLoop(async () => {
      const failing = async (): Promise<never> => {
        throw new TypeError("no");
      };

      const results = await gather(sleep(1, "yes"), failing, { returnExceptions: true });

      expect(results).toEqual(["yes", new TypeError("no")]);
    }));

  it("has pairs as arrays: wait() gives [done, pending], each in the order given", () =>
    onVirtualLoop(async () => {
      const [one, two, three] = ["one", "two", "three"].map((name, i) => createTask(() => sleep(i + 1), { name }));
      const given = [three, two, one] as [Task<void>, Task<void>, Task<void>];

      const sets = await wait(given, { timeout: 2.5 });

      expect(sets.map((tasks) => Array.from(tasks, (task) => task.getName()))).toEqual([["two", "one"], ["three"]]);
    }));

  it("passes no arguments to callbacks: they are closures", () =>
    onVirtualLoop(async () => {
      const lengths: number[] = [];
      const callback = (...args: unknown[]): void => void lengths.push(args.length);
      const loop = getRunningLoop();

      loop.callSoon(callback);
      loop.callLater(1, callback);
      loop.callAt(2, callback);
      await sleep(3);

      expect(lengths).toEqual([0, 0, 0]);
    }));

  it("lets anybody await a concurrent future, whose result() does not block", () =>
    onVirtualLoop(async () => {
      const future = runCoroutineThreadsafe(() => sleep(1, "done"), getRunningLoop());

      expect(future).toBeInstanceOf(ConcurrentFuture);
      expect(await Promise.all([future, future.result(5)])).toEqual(["done", "done"]);
    }));

  it("lets no policy know of the loop that run() makes", async () => {
    const mine = newEventLoop();
    setEventLoop(mine);

    const seen = await onVirtualLoop(async () => getEventLoopPolicy().getEventLoop());

    expect(seen).toBe(mine);
    setEventLoop(null);
  });

  it("knows the places of waits in debug mode, and no frames", async () => {
    const stack = await run(
      async () => {
        const task = createTask(async () => sleep(1));
        await sleep(0);
        return task.getStack();
      },
      { loopFactory: virtualLoop(), debug: true },
    );

    expect(stack).toEqual([expect.stringMatching(/parity\.test\.ts:\d+$/)]);
  });
});

describe("errors", () => {
  it("can be caught all alike: CancelledError is an Error, as every other", () =>
    onVirtualLoop(async () => {
      const task = createTask(async () => {
        try {
          await sleep(1);
        } catch (error) {
          return error instanceof Error;
        }
        return undefined;
      });
      await sleep(0);
      task.cancel();

      await expect(task).resolves.toBe(true);
    }));

  it("never stop the loop: there is no KeyboardInterrupt and no SystemExit", () =>
    onVirtualLoop(async () => {
      class KeyboardInterrupt extends Error {}
      const task = createTask(async () => {
        throw new KeyboardInterrupt();
      });
      await sleep(1);

      expect(task.exception()).toBeInstanceOf(KeyboardInterrupt);
    }));

  it("do not come of signals: run() listens to none", async () => {
    const before = process.listenerCount("SIGINT");

    await run(async () => expect(process.listenerCount("SIGINT")).toBe(before));
  });

  it("that replace a timeout's cancellation know nothing of the timeout", () =>
    onVirtualLoop(async () => {
      const replacing = timeout(1).run(async () => {
        try {
          await sleep(2);
        } catch {
          throw new TypeError("while cleaning up");
        }
      });

      await expect(replacing).rejects.toEqual(new TypeError("while cleaning up"));
    }));

  it.each([TypeError, "text", undefined])("may be any value that setException() is given: %s", (value) =>
    onVirtualLoop(async () => {
      const future = createFuture<never>();
      future.setException(value);

      expect(future.exception()).toBe(value);
    }),
  );
});

describe("native code", () => {
  it("started eagerly runs only to its first await, if nobody awaits that it has started", () =>
    onVirtualLoop(async () => {
      const log: string[] = [];
      const body = async (): Promise<void> => {
        log.push("begins");
        await Promise.resolve(); // need not wait: in CPython no such thing ends a step
        log.push("goes on");
      };

      const task = createTask(body, { eagerStart: true });
      log.push("created");
      await task;

      expect(log).toEqual(["begins", "created", "goes on"]);
      expect(createTask(async () => 1, { eagerStart: true }).done()).toBe(false);
    }));

  it("unwraps a future that is the item of a queue, or that an async generator yields", () =>
    onVirtualLoop(async () => {
      const queue = new Queue<Task<string>>();
      queue.putNowait(createTask(() => sleep(1, "item")));
      async function* yielding(): AsyncGenerator<string, void, void> {
        yield createTask(() => sleep(1, "yielded")) as unknown as string;
      }

      const got: unknown[] = [await queue.get()];
      for await (const value of yielding()) got.push(value);

      expect(got).toEqual(["item", "yielded"]);
    }));

  it("gets futures of `for await` over asCompleted() as they are, and by their type", () =>
    onVirtualLoop(async () => {
      const results: string[] = [];
      for await (const future of asCompleted([sleep(2, "slow"), sleep(1, "fast")])) {
        // @ts-expect-error TS2339: it is done, and its type has no `then`.
        expect(future.then).toBeTypeOf("function");
        results.push(future.result());
      }

      expect(results).toEqual(["fast", "slow"]);
    }));

  it("is not interrupted by a timeout while it waits for a promise, unless the loop waits for that", () =>
    onVirtualLoop(async () => {
      const later = async (): Promise<string> => {
        const { promise, resolve } = withResolvers<string>();
        getRunningLoop().callLater(5, () => resolve("late"));
        return promise;
      };

      await expect(timeout(1).run(later)).resolves.toBe("late");
      expect(getRunningLoop().time()).toBe(5);
      await expect(timeout(1).run(() => ensureFuture(later()))).rejects.toThrow(TimeoutError);
      expect(getRunningLoop().time()).toBe(6);
    }));

  it("that Context.run() begins is in that context up to its first await, and then in that of its task", () =>
    onVirtualLoop(async () => {
      const variable = new ContextVar("variable", { default: "unset" });
      const seen = await copyContext().run(async () => {
        variable.set("set");
        const before = variable.get();
        await sleep(0);
        return [before, variable.get()];
      });

      expect(seen).toEqual(["set", "unset"]);
    }));
});

describe("what nobody finishes", () => {
  it("runs no finally block: neither a task that is pending when its loop closes, nor an async generator", async () => {
    const log: string[] = [];
    async function* numbers(): AsyncGenerator<number, void, void> {
      try {
        yield 1;
      } finally {
        log.push("generator");
      }
    }
    const loop = virtualLoop()();
    loop.setExceptionHandler(() => undefined);
    const main = coroutine(function* () {
      createTask(function* () {
        try {
          yield* sleep(1);
        } finally {
          log.push("task");
        }
      });
      yield* sleep(0);
    });

    loop.runSync(main());
    await numbers().next();
    loop.close();

    expect(log).toEqual([]);
  });

  it("does not keep the process alive: a run that waits for nothing ends with it, and says nothing", async () => {
    await expect(outcomeOf("void run(() => createFuture());")).resolves.toEqual({ prints: [], reports: [], code: 0 });
  });
});

it("cancels the children of a group in the order of their creation", () =>
  onVirtualLoop(async () => {
    const cancelled: number[] = [];
    const child = (number: number) => async (): Promise<void> => {
      try {
        await sleep(10);
      } catch (error) {
        if (error instanceof CancelledError) cancelled.push(number);
        throw error;
      }
    };
    const group = new TaskGroup().run(async (tasks) => {
      for (const number of [1, 2, 3, 4, 5]) tasks.createTask(child(number));
      await sleep(1);
      throw new TypeError("the body fails");
    });

    await expect(group).rejects.toThrow("unhandled errors in a TaskGroup (1 sub-exception)");
    expect(cancelled).toEqual([1, 2, 3, 4, 5]);
  }));

/** `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
