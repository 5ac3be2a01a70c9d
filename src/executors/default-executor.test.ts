import { describe, expect, it, vi } from "vitest";
import {
  createTask,
  exported,
  run,
  runInExecutor,
  setDefaultExecutor,
  shutdownDefaultExecutor,
  sleep,
  ThreadPoolExecutor,
  toThread,
} from "#index";
import { worlds } from "../../tests/worlds.ts";
import * as jobs from "./fixtures/jobs.mjs";

const at = new URL("fixtures/jobs.mjs", import.meta.url);
const double = exported(at, jobs.double);
const block = exported(at, jobs.block);

describe.each(worlds)("the default executor in a $name world", ({ isReal, run: runIn }) => {
  it("takes the calls of runInExecutor(null, …)", async () => {
    expect(await runIn(async () => await runInExecutor(null, double, 4))).toBe(8);
  });

  it("is the one that was set", async () => {
    const seen = await runIn(async () => {
      const executor = new ThreadPoolExecutor({ maxWorkers: 1 });
      setDefaultExecutor(executor);
      const value = await toThread(double, 4);
      await executor.shutdown();
      return [value, await toThread(double, 1).then(undefined, (error: unknown) => (error as Error).message)];
    });

    expect(seen).toEqual([8, expect.stringMatching(/^cannot schedule new futures after shutdown\n/)]);
  });

  it("takes no calls after shutdownDefaultExecutor()", async () => {
    const message = await runIn(async () => {
      await toThread(double, 1);
      await shutdownDefaultExecutor();
      return await toThread(double, 1).then(undefined, (error: unknown) => (error as Error).message);
    });

    expect(message).toMatch(/^Executor shutdown has been called\n/);
  });

  it("can be shut down if it was never used, and twice", async () => {
    const twice = runIn(async () => {
      await shutdownDefaultExecutor();
      await shutdownDefaultExecutor(1);
    });

    await expect(twice).resolves.toBeUndefined();
  });

  it("warns if the calls take longer than the timeout of shutdownDefaultExecutor()", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    await runIn(
      async () => {
        void createTask(() => toThread(block, isReal ? 400 : 0, 1));
        await sleep(0);
        await shutdownDefaultExecutor(0.01);
      },
      { workers: { duration: 1 } },
    );
    const texts = warn.mock.calls.map(([text]) => String(text));
    warn.mockRestore();

    expect(texts).toEqual([
      expect.stringMatching(/^The executor did not finishing joining its threads within 0\.01 seconds\.\n/),
    ]);
  });

  it("lets the calls that run come to their end before run() ends", async () => {
    const log: string[] = [];
    const at = performance.now();
    await runIn(
      async () => {
        const call = runInExecutor(null, block, isReal ? 300 : 0, 1);
        call.addDoneCallback(() => log.push("done"));
      },
      { workers: { duration: 1 } },
    );

    expect(log).toEqual(["done"]);
    if (isReal) expect(performance.now() - at).toBeGreaterThan(300);
  });
});

describe("setDefaultExecutor()", () => {
  it("refuses what is no pool of threads", async () => {
    await expect(run(async () => setDefaultExecutor({} as never))).rejects.toThrow(
      /^executor must be ThreadPoolExecutor instance, got <Object>\n/,
    );
  });
});

describe("runInExecutor()", () => {
  it("refuses what is no executor", async () => {
    await expect(run(async () => await runInExecutor({} as never, double, 1))).rejects.toThrow(
      /^executor must be an executor or null, got <Object>\n/,
    );
  });
});
