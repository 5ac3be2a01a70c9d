import { EventEmitter } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTask, run, sleep, UncaughtExceptionError, UnhandledRejectionError, type Wait } from "#index";
import { explore, expectUnhandled, fakeGlobals, type FakeGlobals, virtualLoop } from "#testing";

let fakes: FakeGlobals;
beforeAll(() => (fakes = fakeGlobals()));
afterAll(() => fakes.restore());

const onVirtualLoop = { loopFactory: virtualLoop() };

const never = (): Promise<never> => new Promise(() => undefined);

function fail(): never {
  throw new RangeError("lost");
}

const rejections: readonly (readonly [string, () => Promise<unknown>])[] = [
  ["a promise that nobody awaits", async () => void Promise.reject(new RangeError("lost"))],
  ["an async function that is not awaited", async () => void (async () => fail())()],
  ["the async handler of an emitter", async () => void new EventEmitter().on("x", async () => fail()).emit("x")],
  ["an async callback of a timer", async () => void setTimeout(async () => fail(), 100)],
  ["an async callback of an immediate", async () => void setImmediate(async () => fail())],
  ["a promise that is handled when time has passed", handledTooLate],
];

const exceptions: readonly (readonly [string, () => unknown])[] = [
  ["a tick", () => process.nextTick(fail)],
  ["a tick of a microtask", () => queueMicrotask(() => process.nextTick(fail))],
  ["a microtask", () => queueMicrotask(fail)],
  ["a timer", () => setTimeout(fail, 100)],
  ["an interval", () => setInterval(fail, 100)],
  ["an immediate", () => setImmediate(fail)],
  [
    "an emitter without a listener",
    () => process.nextTick(() => new EventEmitter().emit("error", new RangeError("lost"))),
  ],
];

describe("a rejection that nobody handles", () => {
  it.each(rejections)("fails the run: %s", async (_, body) => {
    const main = async (): Promise<void> => {
      await body();
      await sleep(5);
    };

    const error: unknown = await run(main, onVirtualLoop).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UnhandledRejectionError);
    expect(error).toMatchObject({ reason: new RangeError("lost"), cause: new RangeError("lost") });
    await expect(explore(main)).rejects.toMatchObject({ finding: { failure: { check: "unhandled-rejection" } } });
  });

  it("fails the run also if it comes last", async () => {
    await expect(run(async () => void Promise.reject(new RangeError("lost")), onVirtualLoop)).rejects.toThrow("lost");
  });

  it("names its task, and starts where it was thrown", async () => {
    const main = async (): Promise<void> => {
      createTask(async () => void (async () => fail())(), { name: "worker" });
      await sleep(1);
    };

    const error = await run(main, onVirtualLoop).catch((caught: unknown) => caught as UnhandledRejectionError);
    expect(error).toMatchObject({ task: "worker" });
    expect((error as Error).message).toMatch(
      /^A promise of worker was rejected, and nobody handles it: RangeError: lost\n {2}hint: /,
    );
    expect((error as Error).stack).toMatch(/hint: .*\n\s+at fail /);
  });

  it("is none if a task that the macrotask has woken handles it", async () => {
    const main = async (): Promise<string> => {
      const lost = Promise.reject(new RangeError("lost"));
      await sleep(0);
      await sleep(0);
      return await lost.catch(() => "handled");
    };

    await expect(run(main, onVirtualLoop)).resolves.toBe("handled");
  });

  it("is none if the promise has a handler, whatever becomes of that", async () => {
    const main = async (): Promise<void> => {
      const handled = Promise.reject(new RangeError("lost")).catch(never);
      await sleep(1);
      void handled;
    };

    await expect(run(main, onVirtualLoop)).resolves.toBeUndefined();
  });

  it("leaves a rejection outside of virtual loops to others", async () => {
    const seen: unknown[] = [];
    const [listener] = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection").once("unhandledRejection", (reason) => seen.push(reason));
    try {
      void Promise.reject(new RangeError("elsewhere"));
      await run(() => sleep(1), onVirtualLoop);
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.removeAllListeners("unhandledRejection");
      if (listener !== undefined) process.on("unhandledRejection", listener);
    }

    expect(seen).toEqual([new RangeError("elsewhere")]);
  });
});

describe("an exception that nobody can catch", () => {
  it.each(exceptions)("fails the run, though everybody waits for ever: %s", async (_, begin) => {
    const main = async (): Promise<void> => {
      begin();
      await never();
    };

    await expect(run(main, onVirtualLoop)).rejects.toBeInstanceOf(UncaughtExceptionError);
    await expect(explore(main)).rejects.toMatchObject({
      finding: { failure: { check: "uncaught-exception", error: new RangeError("lost") } },
    });
  });
});

describe("a run that has died", () => {
  it("calls no timer and no immediate any more, not even while it is cleaned up", async () => {
    const seen: string[] = [];
    const main = async (): Promise<void> => {
      setTimeout(() => seen.push("first"), 1_000);
      setTimeout(fail, 1_000);
      setTimeout(() => seen.push("third"), 1_000);
      setTimeout(() => setImmediate(() => seen.push("immediate")), 1_000);
      try {
        await sleep(5);
      } finally {
        await sleep(5);
        seen.push("cleaned up");
      }
    };

    await expect(run(main, onVirtualLoop)).rejects.toBeInstanceOf(UncaughtExceptionError);
    expect(seen).toEqual(["first", "cleaned up"]);
  });
});

describe("expectUnhandled()", () => {
  it.each([
    ["a class", RangeError],
    ["a text", "los"],
    ["a pattern", /^lost$/],
    ["a function", (error: unknown) => error instanceof RangeError],
  ] as const)("lets errors pass that are known by %s", async (_, expected) => {
    const main = async (): Promise<string> => {
      expectUnhandled(expected);
      void Promise.reject(new RangeError("lost"));
      setTimeout(fail, 10);
      await sleep(1);
      return "passed";
    };

    await expect(run(main, onVirtualLoop)).resolves.toBe("passed");
    await expect(explore(main)).resolves.toMatchObject({ executions: 1 });
  });

  it("lets no other error pass", async () => {
    const main = async (): Promise<void> => {
      expectUnhandled(TypeError);
      void Promise.reject(new RangeError("lost"));
      await sleep(1);
    };

    await expect(explore(main)).rejects.toMatchObject({ finding: { failure: { check: "unhandled-rejection" } } });
  });

  it("fails an exploration to which no such error comes", async () => {
    await expect(explore(async () => expectUnhandled("lost"))).rejects.toThrow(
      'eventually() was not met: an unhandled error, "lost"',
    );
  });

  it("needs a virtual loop, and something to know the error by", async () => {
    expect(() => expectUnhandled("lost")).toThrow("Cannot expect an unhandled error: no virtual loop is running");
    expect(() => expectUnhandled(JSON.parse("5") as string)).toThrow(
      "expectUnhandled() needs an error class, a text, a pattern or a function, got 5",
    );
  });
});

describe("a program of generators", () => {
  it("fails, too, if a native promise of it is rejected and not handled", async () => {
    const main = function* (): Generator<Wait, void, void> {
      void Promise.reject(new RangeError("lost"));
      yield* sleep(1);
    };

    await expect(run(main, onVirtualLoop)).rejects.toBeInstanceOf(UnhandledRejectionError);
  });
});

describe("a run that did not die", () => {
  it("is followed by one in which the same rejections count", async () => {
    const main = function* (): Generator<Wait, void, void> {
      yield* sleep(1);
    };

    await run(main, onVirtualLoop);
    await expect(run(async () => void Promise.reject(new Error("again")), onVirtualLoop)).rejects.toThrow("again");
  });
});

async function handledTooLate(): Promise<void> {
  const lost = Promise.reject(new RangeError("lost"));
  await sleep(1);
  await lost.catch(() => undefined);
}
