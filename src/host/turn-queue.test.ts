import { describe, expect, it } from "vitest";
import { type Body, ContextVar, coroutine, type EventLoop, newEventLoop, run, sleep } from "#index";
import { virtualLoop } from "#testing";

/** Native code that takes many microtasks in each of its turns, and logs where a turn begins and ends. */
function busyTurns(name: string, log: string[]): Body<[], void> {
  return async () => {
    for (let turn = 0; turn < 3; turn++) {
      log.push(`${name} begins`);
      for (let i = 0; i < 50; i++) await Promise.resolve();
      log.push(`${name} ends`);
      await sleep(0);
    }
  };
}

/** The turns in which somebody else's began before they ended. */
function mixedTurns(log: readonly string[]): string[] {
  return log.filter((line, i) => line.endsWith("begins") && log[i + 1] !== line.replace("begins", "ends"));
}

describe("the turns of two loops", () => {
  it("never mix when both are started from outside", async () => {
    const log: string[] = [];

    await Promise.all(["a", "b"].map((name) => run(busyTurns(name, log), { loopFactory: virtualLoop() })));

    expect(mixedTurns(log)).toEqual([]);
    expect(log).toHaveLength(12);
  });

  it("never mix when one is virtual and one is real", async () => {
    const log: string[] = [];

    await Promise.all([
      run(busyTurns("real", log), { loopFactory: newEventLoop }),
      run(busyTurns("virtual", log), { loopFactory: virtualLoop() }),
    ]);

    expect(mixedTurns(log)).toEqual([]);
  });

  it("alternate, so that neither starves the other", async () => {
    const log: string[] = [];

    await Promise.all(["a", "b"].map((name) => run(busyTurns(name, log), { loopFactory: virtualLoop() })));

    expect(log.filter((line) => line.endsWith("begins")).slice(0, 4)).toEqual([
      "a begins",
      "b begins",
      "a begins",
      "b begins",
    ]);
  });

  it("never mix when one loop is started inside a turn of the other", async () => {
    const log: string[] = [];
    const inner = virtualLoop()();
    let innerRun: Promise<void> | undefined;

    await run(
      async () => {
        innerRun = inner.runUntilComplete(busyTurns("inner", log));
        await busyTurns("outer", log)();
      },
      { loopFactory: virtualLoop() },
    );
    await innerRun;

    expect(mixedTurns(log)).toEqual([]);
    expect(log).toHaveLength(12);
  });

  it("never mix when one loop wakes the other inside its turn", async () => {
    const log: string[] = [];
    const sleeper: EventLoop = newEventLoop();
    const bell = sleeper.createFuture<void>();
    const sleeperRun = sleeper.runUntilComplete(async () => {
      await bell;
      await busyTurns("sleeper", log)();
    });

    await run(
      function* () {
        yield* sleep(0.002); // until the other is asleep
        bell.setResult();
        yield* coroutine(busyTurns("waker", log))();
      },
      { loopFactory: newEventLoop },
    );
    await sleeperRun;

    expect(mixedTurns(log)).toEqual([]);
    expect(log).toHaveLength(12);
  });

  it("keep their context variables apart", async () => {
    const name = new ContextVar("name", { default: "none" });
    const seen: string[] = [];
    const talk = (own: string) => async () => {
      name.set(own);
      for (let i = 0; i < 3; i++) {
        await sleep(0);
        seen.push(`${own} sees ${name.get()}`);
      }
    };

    await Promise.all(["a", "b"].map((own) => run(talk(own), { loopFactory: virtualLoop() })));

    expect(new Set(seen)).toEqual(new Set(["a sees a", "b sees b"]));
  });
});

describe("a busy loop", () => {
  it("lets the host in on a real clock, though it never waits", async () => {
    const host = { ran: false };

    await run(
      function* () {
        setImmediate(() => (host.ran = true));
        while (!host.ran) yield* sleep(0);
      },
      { loopFactory: newEventLoop },
    );

    expect(host.ran).toBe(true);
  });

  it("lets the host in between native turns, too", async () => {
    const host = { ran: false };

    await run(
      async () => {
        setImmediate(() => (host.ran = true));
        while (!host.ran) await sleep(0);
      },
      { loopFactory: newEventLoop },
    );

    expect(host.ran).toBe(true);
  });
});
