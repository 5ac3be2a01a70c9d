import { describe, expect, it } from "vitest";
import {
  CancelledError,
  Context,
  ContextVar,
  createTask,
  currentTask,
  type EventLoop,
  type ExceptionContext,
  getRunningLoop,
  Runner,
  RuntimeError,
  sleep,
} from "#index";
import { virtualLoop } from "#testing";

const loopFactory = virtualLoop();

describe("Runner", () => {
  it("runs its mains one after the other in one loop", async () => {
    const runner = new Runner({ loopFactory });

    const loops = [
      await runner.run(async () => getRunningLoop()),
      await runner.run(function* () {
        yield* sleep(5);
        return getRunningLoop();
      }),
    ];

    expect(new Set([...loops, runner.getLoop()]).size).toBe(1);
    expect(runner.getLoop().time()).toBe(5);
  });

  it("makes its loop when it is first asked for, once", () => {
    let made = 0;
    const runner = new Runner({
      loopFactory: () => {
        made += 1;
        return virtualLoop()();
      },
    });
    expect(made).toBe(0);

    runner.getLoop();
    runner.getLoop();

    expect(made).toBe(1);
  });

  it("keeps what a main sets in context variables for the next one, and hides it outside", async () => {
    const name = new ContextVar("name", { default: "default" });
    const runner = new Runner({ loopFactory });

    await runner.run(async () => void name.set("first main"));

    expect([await runner.run(async () => name.get()), name.get()]).toEqual(["first main", "default"]);
  });

  it("runs a main in the context that is given", async () => {
    const name = new ContextVar("name", { default: "default" });
    const context = new Context();
    const runner = new Runner({ loopFactory });

    await runner.run(async () => void name.set("given"), { context });

    expect([context.get(name), await runner.run(async () => name.get())]).toEqual(["given", "default"]);
  });

  it("sets the debug mode of its loop only if it was told one", async () => {
    const debugging = (): EventLoop => {
      const loop = virtualLoop()();
      loop.setDebug(true);
      return loop;
    };

    const modes = [{}, { debug: false }, { debug: true }].map((settings) =>
      new Runner({ loopFactory: debugging, ...settings }).getLoop().getDebug(),
    );

    expect(modes).toEqual([true, false, true]);
  });

  it("rejects with what its main throws, and can run another one", async () => {
    const failure = new Error("broken");
    const runner = new Runner({ loopFactory });

    await expect(runner.run(() => Promise.reject(failure))).rejects.toBe(failure);

    expect(await runner.run(async () => 7)).toBe(7);
  });

  it("refuses to run inside a running task", async () => {
    const runner = new Runner({ loopFactory });

    const refused = runner.run(async () => await new Runner({ loopFactory }).run(async () => {}));

    await expect(refused).rejects.toThrow(/^Runner\.run\(\) cannot be called from a running event loop\n/);
    await expect(refused).rejects.toBeInstanceOf(RuntimeError);
  });

  it("refuses what is no coroutine", async () => {
    const runner = new Runner({ loopFactory });

    await expect(runner.run(7 as never)).rejects.toThrow(
      /^An asyncio\.Future, a coroutine or an awaitable is required, got 7\n/,
    );
  });
});

describe("Runner.close()", () => {
  it("cancels the tasks that are left, waits for them, and closes the loop", async () => {
    const log: string[] = [];
    const runner = new Runner({ loopFactory });
    await runner.run(async () => {
      createTask(async () => {
        try {
          await sleep(100);
        } finally {
          await sleep(1);
          log.push(`cleaned up at ${getRunningLoop().time()}`);
        }
      });
      await sleep(0);
    });
    const loop = runner.getLoop();

    await runner.close();

    expect([log, loop.isClosed()]).toEqual([["cleaned up at 1"], true]);
  });

  it("reports an error that a task throws while it is cancelled", async () => {
    const failure = new Error("broken clean-up");
    const reports: ExceptionContext[] = [];
    const runner = new Runner({ loopFactory });
    await runner.run(async () => {
      getRunningLoop().setExceptionHandler((_, context) => reports.push(context));
      createTask(
        async () => {
          try {
            await sleep(100);
          } catch {
            throw failure;
          }
        },
        { name: "failing" },
      );
      await sleep(0);
    });

    await runner.close();

    expect(reports.map(({ message, exception, task }) => [message, exception, task?.getName()])).toEqual([
      ["unhandled exception during asyncio.run() shutdown", failure, "failing"],
    ]);
  });

  it("is content with a task that refuses its cancellation and ends", async () => {
    let refused = false;
    const runner = new Runner({ loopFactory });
    await runner.run(async () => {
      createTask(async () => {
        await sleep(100).then(null, (error: unknown) => (refused = error instanceof CancelledError));
      });
      await sleep(0);
    });

    await runner.close();

    expect(refused).toBe(true);
  });

  it("does nothing the second time, nor if no loop was made", async () => {
    const unused = new Runner({
      loopFactory: () => {
        throw new Error("made");
      },
    });
    await expect(unused.close()).resolves.toBeUndefined();

    const used = new Runner({ loopFactory });
    used.getLoop();
    await used.close();
    await expect(used.close()).resolves.toBeUndefined();
  });

  it("is the end: nothing runs afterwards", async () => {
    const runner = new Runner({ loopFactory });
    await runner.close();

    expect(() => runner.getLoop()).toThrow(/^Runner is closed\n/);
    await expect(runner.run(async () => {})).rejects.toThrow(/^Runner is closed\n/);
  });

  it("is called at the end of an `await using` block, even if that throws", async () => {
    let loop: EventLoop | undefined;
    const failure = new Error("broken");

    const block = async (): Promise<void> => {
      // oxlint-disable-next-line typescript/await-thenable -- the linter does not read lib esnext.disposable
      await using runner = new Runner({ loopFactory });
      loop = runner.getLoop();
      throw failure;
    };

    await expect(block()).rejects.toBe(failure);
    expect(loop?.isClosed()).toBe(true);
  });

  it("closes the loop even if the tasks that are left cannot end", async () => {
    const runner = new Runner({ loopFactory: virtualLoop({ maxIterations: 50 }) });
    const loop = runner.getLoop();
    loop.setExceptionHandler(() => {});
    await runner.run(async () => {
      createTask(async () => {
        for (;;) await sleep(1).then(null, () => {});
      });
      await sleep(0);
    });

    await expect(runner.close()).rejects.toMatchObject({ name: "StepLimitError" });

    expect(loop.isClosed()).toBe(true);
  });

  it("leaves each task as it was: the current one is none of them", async () => {
    const runner = new Runner({ loopFactory });
    const seen: unknown[] = [];
    await runner.run(async () => {
      const left = createTask(async () => {
        try {
          await sleep(100);
        } finally {
          seen.push(currentTask() === left);
        }
      });
      await sleep(0);
    });

    await runner.close();

    expect(seen).toEqual([true]);
  });
});
