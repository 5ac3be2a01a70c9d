import { describe, expect, it } from "vitest";
import {
  asCompleted,
  type Body,
  CancelledError,
  createFuture,
  createTask,
  type DeadlockError,
  getRunningLoop,
  run,
  sleep,
  type Task,
  TimeoutError,
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

const failure = new Error("broken");
const naps = (...seconds: number[]): Task<number>[] => seconds.map((delay) => createTask(sleep(delay, delay)));

describe("asCompleted(), iterated plainly,", () => {
  it("gives coroutines whose values come in the order of completion, to `await`", () =>
    onVirtualLoop(async () => {
      const values: number[] = [];

      for (const next of asCompleted(naps(3, 1, 2))) values.push(await next);

      expect([values, getRunningLoop().time()]).toEqual([[1, 2, 3], 3]);
    }));

  it("gives the same to `yield*`", () =>
    onVirtualLoop(function* () {
      const values: number[] = [];

      for (const next of asCompleted(naps(3, 1, 2))) values.push(yield* next);

      expect(values).toEqual([1, 2, 3]);
    }));

  it("throws the error of the one that failed when its turn comes, and goes on", () =>
    onVirtualLoop(async () => {
      const outcomes: unknown[] = [];
      const failing = createTask(async () => {
        await sleep(2);
        throw failure;
      });

      for (const next of asCompleted<Task<unknown>>([...naps(3, 1), failing])) {
        outcomes.push(await next.then(null, (error: unknown) => error));
      }

      expect(outcomes).toEqual([1, failure, 3]);
    }));

  it("starts coroutines and functions, each function as often as it is given", () =>
    onVirtualLoop(async () => {
      let calls = 0;
      const count = async (): Promise<number> => ++calls;
      const values: unknown[] = [];

      for (const next of asCompleted([sleep(1, "coroutine"), count, count])) values.push(await next);

      expect(values).toEqual([1, 2, "coroutine"]);
    }));

  it("gives a task that is passed twice once", () =>
    onVirtualLoop(async () => {
      const [task] = naps(1);
      const values: unknown[] = [];

      for (const next of asCompleted([task, task] as Task<number>[])) values.push(await next);

      expect(values).toEqual([1]);
    }));

  it("gives what is done already in its order", () =>
    onVirtualLoop(async () => {
      const futures = ["a", "b"].map((value) => {
        const future = createFuture<string>();
        future.setResult(value);
        return future;
      });
      const values: string[] = [];

      for (const next of asCompleted(futures)) values.push(await next);

      expect(values).toEqual(["a", "b"]);
    }));

  it("gives nothing for nothing", () =>
    onVirtualLoop(async () => {
      expect([...asCompleted([])]).toHaveLength(0);
    }));

  it("lets the coroutines be awaited at the same time: each gets the next one", () =>
    onVirtualLoop(async () => {
      const values = await Promise.all([...asCompleted(naps(3, 1, 2))].map((next) => createTask(next)));

      expect(values).toEqual([1, 2, 3]);
    }));
});

describe("asCompleted(), iterated with `for await`,", () => {
  it("gives the futures that were passed, done, in the order of completion", () =>
    onVirtualLoop(async () => {
      const tasks = naps(3, 1, 2);
      const order: [number, unknown][] = [];

      for await (const done of asCompleted(tasks)) {
        order.push([tasks.findIndex((task) => (task as unknown) === done), done.result()]);
      }

      expect(order).toEqual([
        [1, 1],
        [2, 2],
        [0, 3],
      ]);
    }));

  it("does not throw for one that failed: its result() does", () =>
    onVirtualLoop(async () => {
      const failing = createTask(() => Promise.reject(failure));

      for await (const done of asCompleted([failing])) expect(() => done.result()).toThrow(failure);
    }));

  it("gives new tasks for coroutines", () =>
    onVirtualLoop(async () => {
      const results: unknown[] = [];

      for await (const done of asCompleted([sleep(2, "late"), sleep(1, "early")])) results.push(done.result());

      expect(results).toEqual(["early", "late"]);
    }));

  it("can be left early, and gone on with", () =>
    onVirtualLoop(async () => {
      const completions = asCompleted(naps(3, 1, 2));
      const results: unknown[] = [];

      for await (const done of completions) {
        results.push(done.result());
        break;
      }
      for await (const done of completions) results.push(done.result());

      expect(results).toEqual([1, 2, 3]);
    }));
});

describe("asCompleted() with a timeout", () => {
  it("throws TimeoutError for each that has not come in time, and cancels nothing", () =>
    onVirtualLoop(async () => {
      const tasks = naps(1, 5, 6);
      const outcomes: unknown[] = [];

      for (const next of asCompleted(tasks, { timeout: 2 })) {
        outcomes.push(await next.then(null, (error: unknown) => String(error)));
      }

      expect([outcomes, getRunningLoop().time()]).toEqual([[1, "TimeoutError", "TimeoutError"], 2]);
      expect(tasks.map((task) => task.cancelled())).toEqual([false, false, false]);
      await Promise.all(tasks);
    }));

  it("ends a `for await` with TimeoutError", () =>
    onVirtualLoop(async () => {
      const results: unknown[] = [];
      const tasks = naps(1, 5);

      const iterate = async (): Promise<void> => {
        for await (const done of asCompleted(tasks, { timeout: 2 })) results.push(done.result());
      };

      await expect(iterate()).rejects.toBeInstanceOf(TimeoutError);
      expect(results).toEqual([1]);
      await Promise.all(tasks);
    }));

  it("drops its timer when all have come", async () => {
    const end = await quietAfter(async () => {
      for (const next of asCompleted(naps(1), { timeout: 100 })) await next;
    });

    expect(end).toBe(1);
  });

  it("loses none that comes in the iteration of the timeout", () =>
    onVirtualLoop(async () => {
      const future = createFuture<string>();
      const completions = asCompleted([future], { timeout: 1 });
      getRunningLoop().callLater(1, () => future.setResult("just too late"));
      const outcomes: unknown[] = [];

      for (const next of completions) outcomes.push(await next.then(null, (error: unknown) => String(error)));
      await sleep(1);

      expect(outcomes).toEqual(["TimeoutError"]);
    }));
});

describe("asCompleted(), when a wait is cancelled,", () => {
  it("gives the outcome to the next wait", () =>
    onVirtualLoop(async () => {
      const [first, second] = [...asCompleted(naps(2, 3))].map((next) => createTask(next));
      await sleep(1);

      first?.cancel("enough");

      expect(await second).toBe(2);
      await expect(first).rejects.toThrow(new CancelledError("enough"));
    }));

  it("gives the outcome to the next wait even if the cancelled one was woken already", () =>
    onVirtualLoop(async () => {
      const [a, b] = [createFuture<string>(), createFuture<string>()];
      const [first, second] = [...asCompleted([a, b])].map((next) => createTask(next));
      await sleep(1);

      a.setResult("a");
      getRunningLoop().callSoon(() => first?.cancel("enough")); // after the wake-up, before its turn
      await expect(first).rejects.toThrow(new CancelledError("enough"));

      expect(await second).toBe("a");
      b.setResult("b");
    }));
});

describe("asCompleted(), called wrongly,", () => {
  it.each([
    ["a task", () => createTask(async () => {}), "expects an iterable of awaitables, not Task"],
    ["a coroutine", () => sleep(1), "expects an iterable of awaitables, not "],
  ])("refuses %s", (_, give: () => unknown, text) =>
    onVirtualLoop(async () => {
      const given = give();

      expect(() => asCompleted(given as never)).toThrow(text);
      expect(() => asCompleted(given as never)).toThrow(TypeError);
      (given as { readonly close?: () => void }).close?.();
      await sleep(0);
    }),
  );

  it("needs a loop that runs or was set", () => {
    expect(() => asCompleted([])).toThrow(/^There is no current event loop in thread 'MainThread'.\n/);
  });
});
