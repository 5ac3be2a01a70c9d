import { describe, expect, it } from "vitest";
import {
  coroutine,
  ContextVar,
  createTask,
  currentTask,
  type EventLoop,
  getRunningLoop,
  run,
  RuntimeError,
  sleep,
  StepLimitError,
  type Task,
  Future,
} from "#index";
import { virtualLoop } from "#testing";

const loopFactory = virtualLoop();

describe("run()", () => {
  it.each([
    [
      "a generator function",
      function* () {
        yield* sleep(1);
        return 7;
      },
    ],
    [
      "an async function",
      async () => {
        await sleep(1);
        return 7;
      },
    ],
    ["a function that returns a coroutine", () => sleep(1, 7)],
  ])("resolves with the value of %s", async (_, main) => {
    expect(await run(main, { loopFactory })).toBe(7);
  });

  it("runs a coroutine object and a generator object", async () => {
    const add = coroutine(async (a: number, b: number) => a + b);

    expect(await run(add(3, 4), { loopFactory })).toBe(7);
    expect(
      await run(
        (function* () {
          yield* sleep(1);
          return 7;
        })(),
        { loopFactory },
      ),
    ).toBe(7);
  });

  it("rejects with what its main throws", async () => {
    const failure = new Error("broken");

    await expect(run(() => Promise.reject(failure), { loopFactory })).rejects.toBe(failure);
  });

  it.each([undefined, null, 0])("rejects with %s if its main throws that", async (thrown) => {
    const outcome = run(() => Promise.reject(thrown), { loopFactory });

    expect(await outcome.then(null, (error: unknown) => ["rejected", error])).toEqual(["rejected", thrown]);
  });

  it("runs on the host's clock by default", async () => {
    const time = await run(async () => getRunningLoop().time());

    expect(Math.abs(time - performance.now() / 1000)).toBeLessThan(60);
  });

  it("closes the loop when its main has ended, and when it has failed", async () => {
    const loops: EventLoop[] = [];
    const main = async (): Promise<void> => void loops.push(getRunningLoop());

    await run(main, { loopFactory });
    await run(() => main().then(() => Promise.reject(new Error("broken"))), { loopFactory }).catch(() => {});

    expect(loops.map((loop) => loop.isClosed())).toEqual([true, true]);
  });

  it("cancels the tasks that its main leaves behind", async () => {
    let left: Task<void> | undefined;

    await run(
      async () => {
        left = createTask(() => sleep(100));
        await sleep(0);
      },
      { loopFactory },
    );

    expect(left?.cancelled()).toBe(true);
  });

  it("refuses to be called inside a running task, as a rejection", () =>
    run(
      async () => {
        const refused = run(async () => {}, { loopFactory });

        await expect(refused).rejects.toThrow(/^asyncio\.run\(\) cannot be called from a running event loop\n/);
        await expect(refused).rejects.toBeInstanceOf(RuntimeError);
      },
      { loopFactory },
    ));

  it("refuses to be called inside a generator task and inside a callback", () =>
    run(
      function* () {
        const refused: Promise<unknown>[] = [run(async () => {}, { loopFactory })];
        getRunningLoop().callSoon(() => refused.push(run(async () => {}, { loopFactory })));
        yield* sleep(0);

        const errors = createTask(async () =>
          (await Promise.allSettled(refused)).map((outcome) => outcome.status === "rejected" && outcome.reason),
        );
        expect((yield* errors).map((error) => error instanceof RuntimeError)).toEqual([true, true]);
      },
      { loopFactory },
    ));

  it("can be called by code of the host that a task of another run has resumed, within the turn of that task", async () => {
    let ready = (): void => {};
    const isReady = new Promise<void>((resolve) => (ready = resolve));
    const server = run(
      async () => {
        ready();
        await sleep(1);
        return "served";
      },
      { loopFactory },
    );

    await isReady;
    const client = await run(() => sleep(1, "asked"), { loopFactory });

    expect([client, await server]).toEqual(["asked", "served"]);
  });

  it("never throws synchronously", async () => {
    const failing = (): EventLoop => {
      throw new Error("no loop");
    };

    await expect(run(async () => {}, { loopFactory: failing })).rejects.toThrow("no loop");
    await expect(run(7 as never, { loopFactory })).rejects.toThrow(
      /^An asyncio\.Future, a coroutine or an awaitable is required, got 7\n/,
    );
  });

  it("awaits what else can be awaited: a promise, and a future of its loop", async () => {
    const loop = virtualLoop()();
    const future = new Future<string>(loop);
    loop.callLater(5, () => future.setResult("rung"));

    expect(await run(Promise.resolve("kept"), { loopFactory })).toBe("kept");
    expect(await run(future, { loopFactory: () => loop })).toBe("rung");
    await expect(run(Promise.reject(new Error("broken")), { loopFactory })).rejects.toThrow("broken");
  });

  it("rejects with the error of its main rather than with that of closing", async () => {
    const failure = new Error("broken");
    const main = async (): Promise<never> => {
      getRunningLoop().setExceptionHandler(() => {});
      createTask(async () => {
        for (;;) await sleep(1).then(null, () => {});
      });
      await sleep(0);
      throw failure;
    };

    await expect(run(main, { loopFactory: virtualLoop({ maxIterations: 50 }) })).rejects.toBe(failure);
  });

  it("rejects with the error of closing if its main has ended well", async () => {
    const main = async (): Promise<void> => {
      getRunningLoop().setExceptionHandler(() => {});
      createTask(async () => {
        for (;;) await sleep(1).then(null, () => {});
      });
      await sleep(0);
    };

    const outcome = run(main, { loopFactory: virtualLoop({ maxIterations: 50 }) });

    await expect(outcome).rejects.toBeInstanceOf(StepLimitError);
  });

  it("sets the debug mode that it is told", async () => {
    expect(await run(async () => getRunningLoop().getDebug(), { loopFactory, debug: true })).toBe(true);
  });

  it("hides from the caller what its main sets in context variables", async () => {
    const name = new ContextVar("name", { default: "default" });

    await run(async () => void name.set("main"), { loopFactory });

    expect(name.get()).toBe("default");
  });

  it("can run several programs at the same time, none of which knows of the others", async () => {
    const main = (name: string) => async () => {
      for (let i = 0; i < 10; i++) await sleep(1);
      return `${name}: ${currentTask()?.getName()} at ${getRunningLoop().time()}`;
    };

    expect(await Promise.all(["a", "b", "c"].map((name) => run(main(name), { loopFactory })))).toEqual([
      "a: Task-1 at 10",
      "b: Task-1 at 10",
      "c: Task-1 at 10",
    ]);
  });

  it.each([
    ["virtualLoop itself", virtualLoop, "function (anonymous)"],
    ["a loop", virtualLoop()(), "<BaseEventLoop>"],
  ])("refuses %s in place of a loop factory, and says what to call", async (_, mistake, shown) => {
    const running = run(async () => 1, { loopFactory: mistake as never });

    await expect(running).rejects.toThrow(
      `loopFactory must be a function that returns an event loop, got ${shown}\n  hint: call virtualLoop() once`,
    );
  });
});
