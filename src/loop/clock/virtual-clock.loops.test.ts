import { describe, expect, it } from "vitest";
import {
  createTask,
  type EventLoop,
  gather,
  getRunningLoop,
  newEventLoop,
  run,
  sleep,
  timeout,
  TimeoutError,
} from "#index";
import { virtualLoop } from "#testing";

/** Seconds: long enough to be told apart on a real clock, short enough to wait for. */
const tick = 0.002;

// The same tests on both clocks. Only the order of events and lower bounds of time are exact on a real one.
describe.each<[name: string, make: () => EventLoop]>([
  ["virtual", virtualLoop()],
  ["real", newEventLoop],
])("a loop on the %s clock", (_, loopFactory) => {
  it("calls callbacks in the order in which they were scheduled", () =>
    run(
      function* () {
        const loop = getRunningLoop();
        const order: number[] = [];
        for (let i = 0; i < 100; i++) loop.callSoon(() => order.push(i));

        yield* sleep(0);

        expect(order).toEqual(Array.from({ length: 100 }, (_, i) => i));
      },
      { loopFactory },
    ));

  it("calls a callback that is scheduled by a callback in the next iteration", () =>
    run(
      function* () {
        const loop = getRunningLoop();
        const order: string[] = [];
        loop.callSoon(() => {
          order.push("first");
          loop.callSoon(() => order.push("scheduled by first"));
        });
        loop.callSoon(() => order.push("second"));

        yield* sleep(tick);

        expect(order).toEqual(["first", "second", "scheduled by first"]);
      },
      { loopFactory },
    ));

  it("calls timers in the order of their deadlines, not in that of registration", () =>
    run(
      async () => {
        const loop = getRunningLoop();
        const order: number[] = [];
        const now = loop.time();
        for (const ticks of [3, 1, 2]) loop.callAt(now + ticks * tick, () => order.push(ticks));

        await sleep(4 * tick);

        expect(order).toEqual([1, 2, 3]);
      },
      { loopFactory },
    ));

  it("calls timers with equal deadlines in the order of registration", () =>
    run(
      async () => {
        const loop = getRunningLoop();
        const order: number[] = [];
        const when = loop.time() + tick;
        for (let i = 0; i < 50; i++) loop.callAt(when, () => order.push(i));

        await sleep(2 * tick);

        expect(order).toEqual(Array.from({ length: 50 }, (_, i) => i));
      },
      { loopFactory },
    ));

  it("never calls a timer early", () =>
    run(
      async () => {
        const loop = getRunningLoop();
        const early: number[] = [];
        for (let i = 1; i <= 20; i++) {
          const timer = loop.callLater(i / 1500, () => {
            if (loop.time() < timer.when()) early.push(i);
          });
        }

        await sleep(0.016);

        expect(early).toEqual([]);
      },
      { loopFactory },
    ));

  it("calls a timer whose time has passed in the next iteration", () =>
    run(
      function* () {
        const loop = getRunningLoop();
        const order: string[] = [];
        loop.callAt(loop.time() - 1, () => order.push("timer"));
        loop.callSoon(() => order.push("callback"));

        yield* sleep(0);
        yield* sleep(0);

        expect(order).toEqual(["callback", "timer"]);
      },
      { loopFactory },
    ));

  it("has a time that passes while a task sleeps, by at least the delay", () =>
    run(
      async () => {
        const loop = getRunningLoop();
        const begun = loop.time();

        await sleep(5 * tick);

        expect(loop.time()).toBeGreaterThanOrEqual(begun + 5 * tick);
      },
      { loopFactory },
    ));

  it("runs tasks at the same time: all of them begin before one has slept", () =>
    run(
      async () => {
        const log: string[] = [];
        const nap = async (): Promise<void> => {
          log.push("begins");
          await sleep(tick);
          log.push("ends");
        };

        await gather(
          nap,
          () => nap(),
          () => nap(),
        );

        expect(log).toEqual(["begins", "begins", "begins", "ends", "ends", "ends"]);
      },
      { loopFactory },
    ));

  it("cancels a block whose time is over", () =>
    run(
      async () => {
        await expect(timeout(tick).run(() => sleep(3600))).rejects.toBeInstanceOf(TimeoutError);
      },
      { loopFactory },
    ));

  it("runs three mains, one after the other", async () => {
    const loop = loopFactory();

    const results = [
      await loop.runUntilComplete(async () => 1),
      await loop.runUntilComplete(() => sleep(tick, 2)),
      await loop.runUntilComplete(loop.createTask(async () => 3)),
    ];
    loop.close();

    expect(results).toEqual([1, 2, 3]);
  });

  it("keeps tasks and timers from one run to the next", async () => {
    const loop = loopFactory();
    const order: string[] = [];
    await loop.runUntilComplete(async () => {
      createTask(async () => {
        await sleep(tick);
        order.push("task");
      });
      loop.callLater(2 * tick, () => order.push("timer"));
    });
    expect(order).toEqual([]);

    await loop.runUntilComplete(() => sleep(4 * tick));
    loop.close();

    expect(new Set(order)).toEqual(new Set(["task", "timer"]));
  });

  it("is woken by callSoonThreadsafe() while it waits for a timer", async () => {
    const loop = loopFactory();
    const bell = loop.createFuture<string>();

    const woken = loop.runUntilComplete(async () => {
      setImmediate(() => loop.callSoonThreadsafe(() => bell.setResult("woken")));
      return await Promise.race([bell, sleep(3600, "slept")]);
    });

    expect(await woken).toBe("woken");
    loop.close();
  });

  it("runs forever until it is stopped, and can go on afterwards", async () => {
    const loop = loopFactory();
    const order: string[] = [];
    loop.callLater(tick, () => {
      order.push("first run");
      loop.stop();
      loop.callLater(tick, () => {
        order.push("second run");
        loop.stop();
      });
    });

    await loop.runForever();
    expect(order).toEqual(["first run"]);
    await loop.runForever();
    loop.close();

    expect(order).toEqual(["first run", "second run"]);
  });

  it("finishes its iteration when it is stopped", async () => {
    const loop = loopFactory();
    const order: string[] = [];
    loop.callSoon(() => {
      loop.stop();
      loop.callSoon(() => order.push("next iteration"));
    });
    loop.callSoon(() => order.push("same iteration"));

    await loop.runForever();
    loop.close();

    expect(order).toEqual(["same iteration"]);
  });

  it("stops after one iteration if it was stopped before it ran", async () => {
    const loop = loopFactory();
    const order: string[] = [];
    loop.callSoon(() => order.push("called"));
    loop.callLater(3600, () => order.push("never"));
    loop.stop();

    await loop.runForever();
    loop.close();

    expect(order).toEqual(["called"]);
  });

  it("can be stopped by the host while it waits", async () => {
    const loop = loopFactory();
    loop.setExceptionHandler(() => {}); // hears of the task that is left
    const wait = loop.createFuture();
    const task = loop.createTask(async () => {
      setImmediate(() => loop.stop());
      await wait;
    });

    await loop.runForever();

    expect(task.done()).toBe(false);
    loop.close();
  });

  it("knows whether it runs and whether it is closed", async () => {
    const loop = loopFactory();
    const state = (): boolean[] => [loop.isRunning(), loop.isClosed()];
    const seen = [state()];

    await loop.runUntilComplete(async () => void seen.push(state()));
    seen.push(state());
    loop.close();
    seen.push(state());

    expect(seen).toEqual([
      [false, false],
      [true, false],
      [false, false],
      [false, true],
    ]);
  });
});
