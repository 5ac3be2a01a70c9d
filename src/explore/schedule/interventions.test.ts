import { createFuture, createTask, gather, sleep, timeout, TimeoutError, type Wait } from "#index";
import { Executions, type Replay } from "#explore/execution/executions";
import { parseSchedule } from "#testing";
import { describe, expect, it } from "vitest";

async function replayOf(
  body: () => Promise<unknown> | Generator<Wait, unknown, void>,
  schedule: string,
): Promise<Replay> {
  const executions = new Executions(body, { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: new Set() });
  return executions.replay("fifo", parseSchedule(schedule));
}

/** Runs a worker in both styles, and tells what it went through. */
const styles = [
  {
    style: "generators",
    body: (events: string[]) =>
      function* (): Generator<Wait, void, void> {
        events.length = 0;
        const worker = createTask(function* () {
          for (const event of ["one", "two", "three"]) {
            try {
              yield* sleep(1);
              events.push(event);
            } catch (error) {
              events.push((error as Error).name);
            }
          }
        });
        worker.addDoneCallback(() => worker.uncancel());
        yield* worker;
      },
  },
  {
    style: "async functions",
    body: (events: string[]) => async (): Promise<void> => {
      events.length = 0;
      const worker = createTask(async () => {
        for (const event of ["one", "two", "three"]) {
          try {
            await sleep(1);
            events.push(event);
          } catch (error) {
            events.push((error as Error).name);
          }
        }
      });
      worker.addDoneCallback(() => worker.uncancel());
      await worker;
    },
  },
];

describe.each(styles)("interventions in $style", ({ body }) => {
  it.each([
    ["v1:main.0@3=cancel", ["one", "CancelledError", "three"]],
    ["v1:main.0@3=cancel-woken", ["one", "CancelledError", "three"]],
    ["v1:main.0@4=throw", ["one", "two", "InjectedError"]],
    ["v1:main.0@1=cancel", []],
    ["v1:main.0@1=cancel-woken", []],
    ["v1:main.0@2=cancel,main.0@4=throw", ["CancelledError", "two", "InjectedError"]],
  ])("%s happens at that wait, and is written down", async (schedule, expected) => {
    const events: string[] = [];
    const replay = await replayOf(body(events), schedule);

    expect(events).toEqual(expected);
    expect(replay.schedule).toEqual(parseSchedule(schedule));
    expect(replay.skipped).toEqual([]);
  });

  it.each(["v1:main.0@9=cancel", "v1:main.7@2=cancel-woken", "v1:main.0@2=expire", "v1:main.0@1=throw"])(
    "%s never becomes possible, and is reported as skipped",
    async (schedule) => {
      const events: string[] = [];
      const replay = await replayOf(body(events), schedule);

      expect(events).toEqual(["one", "two", "three"]);
      expect(replay).toMatchObject({ kind: "passed", schedule: [], skipped: parseSchedule(schedule) });
    },
  );
});

describe("cancel", () => {
  it("comes while the task waits, and cancel-woken when its wake-up is in the queue", async () => {
    const events: string[] = [];
    const body = async (): Promise<void> => {
      events.length = 0;
      const future = createFuture<string>();
      const waiting = createTask(async () => future.then(undefined, () => events.push(String(future.cancelled()))));
      waiting.addDoneCallback(() => waiting.uncancel());
      await sleep(1);
      if (!future.done()) future.setResult("there");
      await waiting;
    };

    await replayOf(body, "v1:main.0@2=cancel");
    expect(events).toEqual(["true"]);
    await replayOf(body, "v1:main.0@2=cancel-woken");
    expect(events).toEqual(["false"]);
  });

  it("does nothing to what is cleaned up when the body has ended", async () => {
    const { schedule } = await replayOf(async () => {
      createTask(async () => {
        try {
          await sleep(60);
        } finally {
          await sleep(1);
        }
      });
      await sleep(1);
    }, "v1:main.0@3=cancel-woken");

    expect(schedule).toEqual([]);
  });
});

describe("throw", () => {
  it("takes the place of a result, or of another error, that is not reported as forgotten", async () => {
    const { kind, surfaced } = await replayOf(async () => {
      await createTask(() => Promise.reject(new RangeError("replaced")));
    }, "v1:main@2=throw");

    expect(kind).toBe("passed");
    expect(surfaced).toMatchObject({ name: "InjectedError", message: "injected at main@2" });
  });

  it("leaves a cancellation alone", async () => {
    const { skipped } = await replayOf(async () => {
      const task = createTask(() => sleep(60));
      await sleep(1);
      task.cancel();
      await gather(task, { returnExceptions: true });
    }, "v1:main.0@2=throw");

    expect(skipped).toHaveLength(1);
  });
});

describe("expire", () => {
  const body = (events: string[]) => async (): Promise<void> => {
    events.length = 0;
    try {
      await timeout(30).run(async () => {
        await timeout(10).run(async () => {
          await sleep(1);
          events.push("slept");
          await sleep(1);
        });
      });
      events.push("in time");
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      events.push("timed out");
    }
  };

  it("lets the timeout that is due first fire during that wait", async () => {
    const events: string[] = [];
    const { schedule, kind } = await replayOf(body(events), "v1:main@3=expire");

    expect(events).toEqual(["slept", "timed out"]);
    expect({ schedule, kind }).toEqual({ schedule: [{ at: "main@3", value: "expire" }], kind: "passed" });
  });

  it.each([
    ["the inner one", 20, 10, "inner"],
    ["the outer one", 10, 20, "outer"],
  ])("lets %s fire if it is due first", async (_, outer, inner, expected) => {
    let expired = "";
    const nested = async (): Promise<void> => {
      await timeout(outer).run(async (outside) => {
        try {
          await timeout(inner).run(async () => sleep(1));
        } finally {
          expired = outside.expired() ? "outer" : "inner";
        }
      });
    };
    await replayOf(nested, "v1:main@2=expire");

    expect(expired).toBe(expected);
  });

  it("leaves the timeouts of other tasks alone", async () => {
    const { skipped } = await replayOf(async () => {
      createTask(() => timeout(10).run(() => sleep(2)));
      await sleep(1);
      await sleep(1);
    }, "v1:main@3=expire");

    expect(skipped).toHaveLength(1);
  });

  it("lets it fire once only", async () => {
    const events: string[] = [];
    const twice = async (): Promise<void> => {
      await body(events)();
      await sleep(100);
      events.push("later");
    };

    expect((await replayOf(twice, "v1:main@2=expire")).kind).toBe("passed");
    expect(events).toEqual(["timed out", "later"]);
  });
});

describe("a schedule that also changes the order", () => {
  it("does both at one wake-up", async () => {
    const events: string[] = [];
    const body = async (): Promise<void> => {
      events.length = 0;
      const first = createTask(async () => {
        await sleep(0);
        events.push("first");
      });
      const second = createTask(async () => {
        await sleep(0);
        events.push("second");
      });
      await gather(first, second, { returnExceptions: true });
    };
    const executions = new Executions(body, { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: new Set() });
    const schedule = parseSchedule("v1:main.0@2=throw,main.0@2=main.1@2");
    const replay = await executions.replay("any-order", schedule);

    expect({ events, skipped: replay.skipped }).toEqual({ events: ["second"], skipped: [] });
  });
});
