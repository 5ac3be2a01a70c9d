import { createHook } from "node:async_hooks";
import { describe, expect, it } from "vitest";
import { requireLoop } from "#core/context/current";
import { Reaction } from "#core/driving/done-callback";
import { coreOf } from "#core/event-loop";
import {
  type Body,
  ContextVar,
  coroutine,
  createFuture,
  createTask,
  type EventLoop,
  newEventLoop,
  run,
  sleep,
} from "#index";
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

  it("never mix when an event of the host comes for one inside the turn of the other", async () => {
    const log: string[] = [];
    const sleeper: EventLoop = newEventLoop();
    const bell = sleeper.createFuture<void>();
    const ring = new Reaction(() => bell.setResult());
    const sleeperRun = sleeper.runUntilComplete(async () => {
      await bell;
      await busyTurns("sleeper", log)();
    });

    await run(
      async () => {
        await sleep(0.002); // until the other is asleep
        const turns = busyTurns("waker", log)();
        void Promise.resolve().then(() => coreOf(sleeper).arrived(ring));
        await turns;
      },
      { loopFactory: newEventLoop },
    );
    await sleeperRun;

    expect(mixedTurns(log)).toEqual([]);
    expect(log).toHaveLength(12);
  });

  it("never mix when one callback of the host wakes both", async () => {
    const log: string[] = [];
    const bells = ["a", "b"].map((name) => {
      const loop = newEventLoop();
      const bell = loop.createFuture<void>();
      const asleep = loop.runUntilComplete(async () => {
        await bell;
        await busyTurns(name, log)();
      });
      return { loop, asleep, ring: () => bell.setResult() };
    });
    await new Promise((resolve) => setImmediate(resolve)); // until both are asleep
    const [first, second] = bells as [(typeof bells)[0], (typeof bells)[0]];

    await new Promise<void>((resolve) => {
      setImmediate(() => {
        first.ring();
        coreOf(second.loop).arrived(new Reaction(second.ring));
        resolve();
      });
    });
    await Promise.all(bells.map(({ asleep }) => asleep));

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

describe("a loop that waits", () => {
  /** What has happened when an event of the host has come and its callback goes on. */
  const atEvent = (loopFactory: () => EventLoop): Promise<readonly string[]> =>
    run(
      function* () {
        const log: string[] = [];
        const event = createFuture<void>();
        const loop = requireLoop();
        setImmediate(() => {
          loop.arrived(new Reaction(() => event.setResult()));
          log.push("the callback goes on");
        });
        yield* event;
        log.push("the task goes on");
        yield* sleep(0.001);
        return log;
      },
      { loopFactory },
    );

  it("serves an event of the host inside its callback", async () => {
    expect(await atEvent(newEventLoop)).toEqual(["the task goes on", "the callback goes on"]);
  });

  it("goes on with what comes next when the microtasks of the event are over", async () => {
    const log: string[] = [];
    await run(
      async () => {
        const [first, second] = [createFuture<void>(), createFuture<void>()];
        const loop = requireLoop();
        setImmediate(() => {
          // A tick, which comes before the microtasks that the first event leaves to the host.
          process.nextTick(() => loop.arrived(new Reaction(() => log.push("the second event"))));
          loop.arrived(new Reaction(() => first.setResult()), true);
        });
        const other = createTask(async () => {
          await second;
          log.push("the other task");
        });
        await first;
        second.setResult();
        for (let i = 0; i < 50; i++) await Promise.resolve();
        log.push("the task goes on");
        await other;
      },
      { loopFactory: newEventLoop },
    );

    expect(log).toEqual(["the task goes on", "the second event", "the other task"]);
  });

  it("does not come back after an event that leaves nothing to do", async () => {
    const made: string[] = [];
    const hook = createHook({ init: (_, type) => void made.push(type) });
    await run(
      async () => {
        const loop = requireLoop();
        for (let i = 0; i < 3; i++) {
          const event = createFuture<void>();
          setImmediate(() => {
            hook.enable();
            loop.arrived(new Reaction(() => event.setResult()), true);
          });
          await event;
        }
      },
      { loopFactory: newEventLoop },
    ).finally(() => hook.disable());

    expect(made.filter((type) => type === "TickObject")).toHaveLength(1); // at the end of the run
  });

  it("serves it after the callback if its turns drain the host", async () => {
    expect(await atEvent(virtualLoop())).toEqual(["the callback goes on", "the task goes on"]);
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
