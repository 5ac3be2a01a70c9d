import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  coroutine,
  createFuture,
  createTask,
  DeadlockError,
  getRunningLoop,
  ms,
  run,
  sleep,
  ValueError,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

/** The virtual time at which nothing is left to happen after `main`. */
async function quietAfter(main: Body<[], unknown>): Promise<number> {
  const loop = virtualLoop()();
  loop.setExceptionHandler(() => {}); // hears of the task that is left
  const stuck = loop.runUntilComplete(function* () {
    yield* createTask(main);
    yield* createFuture();
  });
  return ((await stuck.catch((error: unknown) => error)) as DeadlockError).time;
}

const now = (): number => getRunningLoop().time();

describe("sleep()", () => {
  it("gives its result after the delay, to `await` and to `yield*`", () =>
    onVirtualLoop(function* () {
      expect([yield* sleep(1.5, "value"), now()]).toEqual(["value", 1.5]);
      const native = createTask(async () => [await sleep(1.5, "value"), now()]);

      expect(yield* native).toEqual(["value", 3]);
    }));

  it("gives undefined if no result was given", () =>
    onVirtualLoop(async () => {
      expect([await sleep(1), await sleep(0)]).toEqual([undefined, undefined]);
    }));

  it.each([0, -1, -Infinity])("lets the others run first, and no time pass, if the delay is %s", (delay) =>
    onVirtualLoop(function* () {
      const order: string[] = [];
      getRunningLoop().callSoon(() => order.push("other"));

      order.push(yield* sleep(delay, "slept"));

      expect([order, now()]).toEqual([["other", "slept"], 0]);
    }),
  );

  it("counts from when it is awaited, not from when it is called", () =>
    onVirtualLoop(async () => {
      const later = sleep(1);
      await sleep(5);

      await later;

      expect(now()).toBe(6);
    }));

  it("refuses NaN when it is awaited", () =>
    onVirtualLoop(async () => {
      await expect(sleep(Number.NaN)).rejects.toThrow("Invalid delay: NaN (not a number)");
      await expect(sleep(Number.NaN)).rejects.toBeInstanceOf(ValueError);
    }));

  it("cannot be awaited twice, long or short", () =>
    onVirtualLoop(async () => {
      const [long, short] = [sleep(1), sleep(0)];
      await long;
      await short;

      await expect(long).rejects.toThrow(/^cannot reuse already awaited coroutine\n/);
      await expect(short).rejects.toThrow(/^cannot reuse already awaited coroutine\n/);
    }));

  it("cannot be awaited once it was closed, long or short", () =>
    onVirtualLoop(async () => {
      for (const closed of [sleep(1), sleep(0)]) {
        closed.close();
        await expect(closed).rejects.toThrow(/^cannot reuse already awaited coroutine\n/);
      }
    }));

  it("drops its timer when it is cancelled", async () => {
    const end = await quietAfter(async () => {
      const task = createTask(sleep(100));
      await sleep(1);

      task.cancel("enough");

      await expect(task).rejects.toThrow(new CancelledError("enough"));
    });

    expect(end).toBe(1);
  });

  it("drops its timer when its block is closed", async () => {
    const end = await quietAfter(function* () {
      const block = coroutine(function* () {
        yield* sleep(100);
      })();
      createTask(block);
      yield* sleep(1);

      block.close();
    });

    expect(end).toBe(1);
  });

  it("is cancelled in the iteration in which it is due, before it resumes", () =>
    onVirtualLoop(async () => {
      const task = createTask(sleep(1));
      getRunningLoop().callLater(1, () => task.cancel("enough"));

      await expect(task).rejects.toThrow(new CancelledError("enough"));
    }));

  it("is cancelled after it was due, before it resumes", () =>
    onVirtualLoop(async () => {
      const task = createTask(sleep(1));
      await sleep(0);
      getRunningLoop().callLater(1, () => task.cancel("enough")); // behind the sleep in the same iteration

      await expect(task).rejects.toThrow(new CancelledError("enough"));
    }));

  it("without end waits until it is cancelled", () =>
    onVirtualLoop(async () => {
      const task = createTask(sleep(Infinity));
      await sleep(1e9);

      task.cancel();

      await expect(task).rejects.toBeInstanceOf(CancelledError);
    }));

  it("without end is no timer that virtual time could jump to", async () => {
    const stuck = onVirtualLoop(function* () {
      getRunningLoop().setExceptionHandler(() => {}); // hears of the task that is left
      yield* sleep(Infinity);
    });

    await expect(stuck).rejects.toBeInstanceOf(DeadlockError);
  });

  it("wakes sleepers with equal deadlines in the order in which they fell asleep", () =>
    onVirtualLoop(async () => {
      const order: number[] = [];

      await Promise.all([1, 2, 3].map((i) => sleep(1).then(() => order.push(i))));

      expect(order).toEqual([1, 2, 3]);
    }));

  it("describes itself", () => {
    const unstarted = [sleep(1), sleep(0)];

    expect(unstarted.map(String)).toEqual(["<coroutine object sleep>", "<coroutine object sleep>"]);
  });
});

describe("ms()", () => {
  it("turns milliseconds into seconds", () =>
    onVirtualLoop(async () => {
      expect(ms(250)).toBe(0.25);

      await sleep(ms(1));

      expect(now()).toBe(0.001);
    }));
});
