import { describe, expect, it } from "vitest";
import { createFuture, createTask, gather, getRunningLoop, isfuture, run, sleep, type Wait } from "#index";
import { explore, simulate, virtualLoop } from "#testing";

const onVirtualLoop = { loopFactory: virtualLoop() };

/** Keeps what a fetcher returns, as lru-cache does: a promise stands for a value that is on its way, all else is the value. */
class Cache {
  readonly #entries = new Map<string, unknown>();
  readonly #load: (key: string) => unknown;

  constructor(load: (key: string) => unknown) {
    this.#load = load;
  }

  async fetch(key: string): Promise<unknown> {
    const loading = this.#load(key);
    if (!(loading instanceof Promise)) return undefined;
    const value: unknown = await loading;
    this.#entries.set(key, value);
    return value;
  }

  get(key: string): unknown {
    return this.#entries.get(key);
  }
}

describe("the result of a simulated call", () => {
  it("is a promise to code that asks, as lru-cache does", async () => {
    await explore(async () => {
      const origin = simulate({ load: async (key: string) => `value of ${key}` });
      const cache = new Cache((key) => origin.load(key));

      expect(await cache.fetch("a")).toBe("value of a");
      expect(cache.get("a")).toBe("value of a");
    });
  });

  it("is a promise and a future, by its methods too", async () => {
    const seen = await run(async () => {
      const api = simulate({
        ok: async () => 1,
        fails: async (): Promise<number> => {
          throw new RangeError("refused");
        },
      });
      const result = api.ok();
      let wasCalled = false;
      return [
        result instanceof Promise,
        isfuture(result),
        Object.prototype.toString.call(result),
        await result,
        await Promise.resolve(api.ok()),
        await api.ok().finally(() => (wasCalled = true)),
        wasCalled,
        await api.fails().catch((error: unknown) => String(error)),
      ];
    }, onVirtualLoop);

    expect(seen).toEqual([true, true, "[object Promise]", 1, 1, 1, true, "RangeError: refused"]);
  });

  it("goes on as the future that it is: in generators, in gather(), when it is cancelled", async () => {
    const seen = await run(function* (): Generator<Wait, unknown, void> {
      const ask = simulate(function* () {
        yield* sleep(1);
        return "answer";
      });
      const waiting = createTask(function* () {
        yield* ask();
      });
      yield* sleep(0);
      waiting.cancel();
      return [yield* ask(), yield* gather(ask(), ask()), waiting.done()];
    }, onVirtualLoop);

    expect(seen).toEqual(["answer", ["answer", "answer"], true]);
  });
});

describe("futures and tasks", () => {
  it("are promises to code that asks", async () => {
    const seen = await run(async () => {
      const [future, task] = [createFuture<number>(), createTask(() => sleep(1, "slept"))];
      future.setResult(1);
      return [future instanceof Promise, task instanceof Promise, await future, await task];
    }, onVirtualLoop);

    expect(seen).toEqual([true, true, 1, "slept"]);
  });

  it("that a callback returns are left alone", async () => {
    const reports: unknown[] = [];
    await run(async () => {
      const loop = getRunningLoop();
      loop.setExceptionHandler((_, context) => reports.push(context.message));
      const failed = createFuture<number>();
      loop.callSoon(() => failed);
      await sleep(0);
      failed.setException(new RangeError("lost"));
      await sleep(1);
      failed.exception();
    }, onVirtualLoop);

    expect(reports).toEqual([]);
  });
});
