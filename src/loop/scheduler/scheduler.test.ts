import { describe, expect, it } from "vitest";
import {
  type BaseEventLoop,
  type Body,
  coroutine,
  createTask,
  DeadlockError,
  Event,
  gather,
  getRunningLoop,
  Lock,
  run,
  sleep,
  StepLimitError,
  timeout,
} from "#index";
import { type Actor, virtualLoop } from "#testing";

/** A loop that tells nobody what it leaves behind. */
function quiet(make: () => BaseEventLoop): BaseEventLoop {
  const loop = make();
  loop.setExceptionHandler(() => {});
  return loop;
}

/** The error of a program that does not come to its end. */
async function errorOf<E extends Error>(
  main: Body<[], unknown>,
  settings: Parameters<typeof virtualLoop>[0] = {},
): Promise<E> {
  const outcome = run(main, { loopFactory: () => quiet(virtualLoop(settings)) });
  return (await outcome.then(
    () => undefined,
    (error: unknown) => error,
  )) as E;
}

describe("iterations", () => {
  it("are counted as CPython counts them: one for each round of what was ready", () => {
    const loop = virtualLoop()();

    loop.runSync(function* () {
      for (let i = 0; i < 10; i++) yield* sleep(0);
    });

    expect(loop.iterations).toBe(12); // the first step, ten more, and the callback that stops the loop
  });

  it("run exactly what was ready when they began", () => {
    const order: string[] = [];
    const loop = virtualLoop()();

    loop.runSync(function* () {
      loop.callSoon(() => order.push(`a in ${loop.iterations}`));
      loop.callSoon(() => {
        order.push(`b in ${loop.iterations}`);
        loop.callSoon(() => order.push(`c in ${loop.iterations}`));
      });
      yield* sleep(0);
      yield* sleep(0);
    });

    expect(order).toEqual(["a in 2", "b in 2", "c in 3"]);
  });

  it("put timers that are due behind what is ready already", () => {
    const order: string[] = [];
    const loop = virtualLoop()();

    loop.runSync(function* () {
      loop.callAt(0, () => order.push("timer"));
      loop.callSoon(() => order.push("callback"));
      yield* sleep(0);
    });

    expect(order).toEqual(["callback", "timer"]);
  });

  it("make virtual time jump to the next deadline only when nothing is ready", () => {
    const loop = virtualLoop()();
    const times: number[] = [];

    loop.runSync(function* () {
      loop.callLater(1, () => times.push(loop.time()));
      for (let i = 0; i < 100; i++) yield* sleep(0);
      times.push(loop.time());
      yield* sleep(2);
      times.push(loop.time());
    });

    expect(times).toEqual([0, 1, 2]);
  });

  it("keep timers in order when most of the others are cancelled, as a busy server has them", () => {
    const loop = virtualLoop()();
    const order: number[] = [];

    loop.runSync(function* () {
      const timers = Array.from({ length: 1000 }, (_, i) => loop.callLater(1000 - i, () => order.push(1000 - i)));
      for (const [i, timer] of timers.entries()) if (i % 10 !== 0) timer.cancel();
      yield* sleep(2000);
    });

    expect(order).toEqual(Array.from({ length: 100 }, (_, i) => 10 * (i + 1)));
  });

  it("survive timers that are cancelled in a heap that was purged", () => {
    const loop = virtualLoop()();
    let called = 0;

    loop.runSync(function* () {
      for (let round = 0; round < 3; round++) {
        const timers = Array.from({ length: 300 }, () => loop.callLater(10, () => called++));
        for (const timer of timers.slice(0, 250)) timer.cancel();
        yield* sleep(1);
        for (const timer of timers) timer.cancel();
      }
      yield* sleep(20);
    });

    expect([called, loop.time()]).toEqual([0, 23]);
  });

  it("do not wait for sleeps that were cancelled, however many", () => {
    const loop = quiet(virtualLoop());
    const forever = coroutine(function* () {
      yield* loop.createFuture();
    });

    loop.runSync(function* () {
      const sleepers = Array.from({ length: 300 }, () => createTask(sleep(100)));
      yield* sleep(1);
      for (const sleeper of sleepers) sleeper.cancel();
    });

    expect(() => loop.runSync(forever())).toThrow(/^Deadlock at t=1 s/);
  });
});

describe("StepLimitError", () => {
  it("ends a program that spins, and names its tasks", async () => {
    const spin = async (): Promise<void> => {
      for (;;) await sleep(0);
    };

    const error = await errorOf<StepLimitError>(
      () => gather(createTask(spin, { name: "spinner-1" }), createTask(spin, { name: "spinner-2" })),
      { maxIterations: 1000 },
    );

    expect(error).toBeInstanceOf(StepLimitError);
    expect(error.message).toMatch(/^The loop did not finish within 1000 iterations \(stopped at t=0 s\)\n/);
    expect(error.spinning).toEqual(["spinner-1", "spinner-2"]);
  });

  it("ends a program of callbacks, and says that there is no task", async () => {
    const error = await errorOf<StepLimitError>(
      async () => {
        const loop = getRunningLoop();
        const again = (): unknown => loop.callSoon(again);
        again();
        await sleep(3600);
      },
      { maxIterations: 1000 },
    );

    expect(error.message).toContain("\n  spinning: callbacks only\n");
  });

  it("ends a program that goes on beyond the time limit, and names who would be next", async () => {
    const error = await errorOf<StepLimitError>(
      () =>
        createTask(
          async () => {
            for (;;) await sleep(60);
          },
          { name: "poller" },
        ),
      { maxTime: 600 },
    );

    expect(error.message).toMatch(/^The loop did not finish within 600 s of virtual time \(stopped at t=600 s\)\n/);
    expect([error.time, error.spinning]).toEqual([600, ["poller"]]);
  });

  it("is a limit for each run, not for the life of the loop", async () => {
    const loop = virtualLoop({ maxIterations: 10 })();
    const main = async (): Promise<void> => {
      for (let i = 0; i < 6; i++) await sleep(0);
    };

    for (let i = 0; i < 5; i++) await loop.runUntilComplete(main);

    expect(loop.iterations).toBeGreaterThan(30);
  });

  it("stops the run before the first iteration that is too many", async () => {
    let started = 0;
    const spin = async (): Promise<never> => {
      for (;;) {
        started += 1;
        await sleep(0);
      }
    };

    expect(await errorOf(spin, { maxIterations: 30 })).toBeInstanceOf(StepLimitError);

    expect(started).toBe(30);
  });

  it("lets no time pass for an iteration that is too many", async () => {
    let now = 0;
    const tick = async (): Promise<never> => {
      for (;;) {
        now = getRunningLoop().time();
        await sleep(1);
      }
    };

    const error = await errorOf<StepLimitError>(tick, { maxIterations: 9 });

    expect(error.time).toBe(now);
  });

  it("does not stop a run that ends with its last iteration", async () => {
    const twoIterations = virtualLoop({ maxIterations: 2 }); // the main task's only step, and its done callback

    await expect(run(async () => 1, { loopFactory: twoIterations })).resolves.toBe(1);
  });
});

describe("DeadlockError", () => {
  it("tells who waits for what, in order of creation", async () => {
    const error = await errorOf<DeadlockError>(async () => {
      const [lock, event] = [new Lock(), new Event()];
      await lock.acquire();
      createTask(() => lock.acquire(), { name: "locked out" });
      createTask(() => event.wait(), { name: "listener" });
      createTask(() => sleep(Infinity), { name: "sleeper" });
      createTask(() => timeout(null).run(() => getRunningLoop().createFuture()), { name: "dreamer" });
      await createTask(() => gather(event.wait(), lock.acquire()), { name: "gatherer" });
    });

    expect(error).toBeInstanceOf(DeadlockError);
    expect(error.blocked.map(({ task, waitsFor }) => `${task}: ${waitsFor}`)).toEqual([
      "Task-1: gatherer",
      "locked out: Lock.acquire()",
      "listener: Event.wait()",
      "sleeper: sleep(Infinity)",
      "dreamer: a future",
      "gatherer: gather(Task-2, Task-3)",
      "Task-2: Event.wait()",
      "Task-3: Lock.acquire()",
    ]);
  });

  it("lists every wait of a native task that waits for several things", async () => {
    const error = await errorOf<DeadlockError>(() =>
      Promise.all([new Event().wait(), getRunningLoop().createFuture(), sleep(Infinity)]),
    );

    expect(error.blocked.map(({ waitsFor }) => waitsFor)).toEqual(["Event.wait(), a future, sleep(Infinity)"]);
  });

  it("has the time at which the run stopped, and ends the run only", async () => {
    const loop = quiet(virtualLoop());
    const stuck = loop.runUntilComplete(async () => {
      await sleep(5);
      await loop.createFuture();
    });
    await expect(stuck).rejects.toMatchObject({ name: "DeadlockError", time: 5 });

    expect(await loop.runUntilComplete(() => sleep(1, "goes on"))).toBe("goes on");
  });

  it("ends a loop that runs forever with nothing to do", async () => {
    await expect(virtualLoop()().runForever()).rejects.toThrow(/^Deadlock at t=0 s: 0 task\(s\) wait/);
  });
});

describe("a probe", () => {
  it("hears of every turn and of every jump of the clock", async () => {
    const heard: string[] = [];
    const probe = {
      turn: ({ title }: Actor, time: number): unknown => heard.push(`${title} at ${time}`),
      advanced: (time: number): unknown => heard.push(`advanced to ${time}`),
    };

    await run(() => sleep(2), { loopFactory: virtualLoop({ probe }) });

    expect(heard.slice(0, 4)).toEqual(["Task-1 at 0", "advanced to 2", "sleep(2) at 2", "Task-1 at 2"]);
  });
});
