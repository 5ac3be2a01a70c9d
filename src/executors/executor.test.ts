import { describe, expect, it } from "vitest";
import {
  BrokenExecutor,
  type ConcurrentFuture,
  createTask,
  exported,
  getRunningLoop,
  ProcessPoolExecutor,
  runInExecutor,
  RuntimeError,
  ThreadPoolExecutor,
  TimeoutError,
  ValueError,
  type Wait,
} from "#index";
import { worlds } from "../../tests/worlds.ts";
import * as jobs from "./fixtures/jobs.mjs";

const at = new URL("fixtures/jobs.mjs", import.meta.url);
const double = exported(at, jobs.double);
const block = exported(at, jobs.block);
const fail = exported(at, jobs.fail);
const echo = exported(at, jobs.echo);
const slowly = exported(at, jobs.slowly);

const second = { workers: { duration: 0.3 } };

describe.each(worlds)("executors in a $name world", ({ isReal, run }) => {
  const milliseconds = isReal ? 300 : 0;

  describe.each([
    ["threads", ThreadPoolExecutor],
    ["processes", ProcessPoolExecutor],
  ] as const)("of %s", (_, Pool) => {
    it("give concurrent futures of calls", async () => {
      const [value, error, done] = await run(async () => {
        await using executor = new Pool({ maxWorkers: 1 });
        const future = executor.submit(double, 4);
        const failing = executor.submit(fail, "type");
        return [await future.result(), await failing.exception(), future.done()] as const;
      });

      expect([value, done]).toEqual([8, true]);
      expect(error).toBeInstanceOf(TypeError);
    });

    it("are awaited by runInExecutor()", async () => {
      const value = await run(async () => {
        return await new Pool({ maxWorkers: 1 }).run((executor) => runInExecutor(executor, double, 21));
      });

      expect(value).toBe(42);
    });

    it("map in the order of the items, whatever the size of the chunks", async () => {
      const values = await run(async () => {
        const all: number[] = [];
        await new Pool({ maxWorkers: 2 }).run(async (executor) => {
          for await (const value of executor.map(double, [1, 2, 3, 4, 5], { chunksize: 2 })) all.push(value);
        });
        return all;
      });

      expect(values).toEqual([2, 4, 6, 8, 10]);
    });
  });

  it("run a call as soon as a worker is free, in the order of arrival", async () => {
    const states = await run(async () => {
      await using executor = new ThreadPoolExecutor({ maxWorkers: 1 });
      const futures = ["a", "b", "c"].map((text) => executor.submit(block, milliseconds / 10, text));
      const before = futures.map(stateOf);
      const [first, second] = futures;
      await first;
      const between = futures.map(stateOf);
      await second;
      return [before, between, await Promise.all(futures)];
    }, second);

    expect(states).toEqual([
      ["running", "pending", "pending"],
      ["done", "running", "pending"],
      ["a", "b", "c"],
    ]);
  });

  it("cancel a call that waits, and not one that runs", async () => {
    const seen = await run(async () => {
      await using executor = new ThreadPoolExecutor({ maxWorkers: 1 });
      const running = executor.submit(block, milliseconds / 10, "runs");
      const waiting = executor.submit(block, 0, "waits");
      const last = executor.submit(double, 1);
      const answers = [running.cancel(), waiting.cancel(), waiting.cancelled(), waiting.cancel()];
      return [answers, await running, await last];
    }, second);

    expect(seen).toEqual([[false, true, true, true], "runs", 2]);
  });

  it("cancel a call that waits when the awaiting task is cancelled", async () => {
    const seen = await run(async () => {
      await using executor = new ThreadPoolExecutor({ maxWorkers: 1 });
      const running = executor.submit(block, milliseconds / 10, "runs");
      const task = createTask(async () => await runInExecutor(executor, block, 0, "waits"));
      await Promise.resolve();
      getRunningLoop().callSoon(() => task.cancel());
      const error = await task.then(
        () => undefined,
        (thrown: unknown) => thrown as Error,
      );
      return [error?.name, await running];
    }, second);

    expect(seen).toEqual(["CancelledError", "runs"]);
  });

  it("raise TimeoutError from result() without harm to the call", async () => {
    const seen = await run(async () => {
      await using executor = new ThreadPoolExecutor({ maxWorkers: 1 });
      const future = executor.submit(block, milliseconds, "late");
      const error = await future.result(0.01).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      return [error instanceof TimeoutError, await future.result(60)];
    }, second);

    expect(seen).toEqual([true, "late"]);
  });

  it("end a map() at its timeout, and cancel what has not begun", async () => {
    const seen = await run(async () => {
      const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
      const texts: string[] = [];
      let error: unknown;
      try {
        for await (const value of executor.map(slowly, ["a", "b", "c"], { timeout: 0.01 })) texts.push(value);
      } catch (thrown) {
        error = thrown;
      }
      void executor.terminate();
      return [texts, error instanceof TimeoutError];
    }, second);

    expect(seen).toEqual([[], true]);
  });

  it("raise the error of a map() at its item, and cancel what has not begun", async () => {
    const seen = await run(function* (): Generator<Wait, unknown, void> {
      const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
      const values: unknown[] = [];
      try {
        for (const item of executor.map(fail, ["fine", "type", "fine"])) values.push(yield* item);
      } catch (error) {
        values.push((error as Error).name);
      }
      yield* executor.shutdown();
      return values;
    });

    expect(seen).toEqual(["fine", "TypeError"]);
  });

  it("refuse a call after shutdown(), and run those that were submitted", async () => {
    const seen = await run(async () => {
      const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
      const futures = [1, 2, 3].map((n) => executor.submit(double, n));
      const ended = executor.shutdown();
      let error: unknown;
      try {
        void executor.submit(double, 4);
      } catch (thrown) {
        error = thrown;
      }
      await ended;
      return [futures.map((future) => future.done()), await Promise.all(futures), error] as const;
    });

    expect(seen.slice(0, 2)).toEqual([
      [true, true, true],
      [2, 4, 6],
    ]);
    expect(seen[2]).toBeInstanceOf(RuntimeError);
    expect((seen[2] as Error).message).toMatch(/^cannot schedule new futures after shutdown\n/);
  });

  it("cancel what waits with shutdown({ cancelFutures: true })", async () => {
    const states = await run(async () => {
      const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
      const futures = ["a", "b", "c"].map((text) => executor.submit(block, milliseconds / 10, text));
      await executor.shutdown({ cancelFutures: true });
      return futures.map(stateOf);
    }, second);

    expect(states).toEqual(["done", "cancelled", "cancelled"]);
  });

  it("do not wait with shutdown({ wait: false })", async () => {
    const seen = await run(async () => {
      const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
      const future = executor.submit(block, milliseconds, "late");
      await executor.shutdown({ wait: false });
      return [future.done(), await future];
    }, second);

    expect(seen).toEqual([false, "late"]);
  });

  it("end at once with terminate(), and fail what runs and what waits", async () => {
    const seen = await run(async () => {
      const executor = new ProcessPoolExecutor({ maxWorkers: 1 });
      const futures = ["a", "b"].map((text) => executor.submit(block, isReal ? 60_000 : 0, text));
      await executor.terminate();
      const errors = await Promise.all(futures.map((future) => future.exception()));
      let refused: unknown;
      try {
        void executor.submit(double, 1);
      } catch (error) {
        refused = error;
      }
      return [...errors, refused];
    }, second);

    for (const error of seen) expect(error).toBeInstanceOf(BrokenExecutor);
    expect((seen[0] as Error).message).toMatch(
      /^A process in the process pool was terminated abruptly while the future was running or pending\.\n {2}hint: the executor was terminated/,
    );
    expect((seen[2] as Error).message).toMatch(
      /^A child process terminated abruptly, the process pool is not usable anymore\n/,
    );
  });

  it("refuse shared memory for a process, and take it for a thread", async () => {
    const seen = await run(async () => {
      const memory = new SharedArrayBuffer(4);
      const inThread = await new ThreadPoolExecutor({ maxWorkers: 1 }).run((pool) => pool.submit(echo, memory));
      let error: unknown;
      try {
        void new ProcessPoolExecutor({ maxWorkers: 1 }).submit(echo, memory);
      } catch (thrown) {
        error = thrown;
      }
      return [inThread[0], error] as const;
    });

    expect(seen[0]).toBeInstanceOf(SharedArrayBuffer);
    expect((seen[1] as Error).message).toMatch(/^Cannot send argument 1 to a worker: it is shared memory\n/);
  });

  it("belong to the loop that uses them first", async () => {
    const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
    await run(async () => await executor.submit(double, 1));

    await expect(run(async () => await executor.submit(double, 1))).rejects.toThrow(
      /^<ThreadPoolExecutor> is bound to a different event loop\n/,
    );
  });
});

function stateOf(future: ConcurrentFuture<unknown>): string {
  if (future.cancelled()) return "cancelled";
  if (future.running()) return "running";
  return future.done() ? "done" : "pending";
}

describe("executors", () => {
  it.each([0, -1, 1.5, Number.NaN])("refuse %d workers", (maxWorkers) => {
    expect(() => new ThreadPoolExecutor({ maxWorkers })).toThrow(ValueError);
    expect(() => new ProcessPoolExecutor({ maxWorkers })).toThrow(/^max_workers must be greater than 0\n/);
  });

  it("refuse an unknown setting", () => {
    expect(() => new ThreadPoolExecutor({ workers: 3 } as never)).toThrow(
      /^Unknown option of new ThreadPoolExecutor\(\): workers\n/,
    );
  });

  it("refuse chunks of nothing", () => {
    expect(() => new ThreadPoolExecutor().map(double, [1], { chunksize: 0 })).toThrow(/^chunksize must be >= 1\.\n/);
  });

  it("need a running loop", () => {
    expect(() => new ThreadPoolExecutor().submit(double, 1)).toThrow(/^no running event loop\n/);
  });

  it("can be shut down without a loop if they were never used", async () => {
    await expect(new ThreadPoolExecutor().shutdown()).resolves.toBeUndefined();
  });

  it("are shown with their state", async () => {
    const executor = new ProcessPoolExecutor();
    await executor.shutdown();
    expect([String(new ThreadPoolExecutor()), String(executor)]).toEqual([
      "<ThreadPoolExecutor>",
      "<ProcessPoolExecutor shut down>",
    ]);
  });
});
