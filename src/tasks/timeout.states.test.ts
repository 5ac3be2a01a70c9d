import { describe, expect, it } from "vitest";
import {
  type Body,
  createFuture,
  createTask,
  type DeadlockError,
  getRunningLoop,
  run,
  RuntimeError,
  sleep,
  Timeout,
  timeout,
  timeoutAt,
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

describe("the timer of a timeout", () => {
  it.each<[name: string, body: Body<[Timeout], unknown>]>([
    ["ends", () => sleep(1)],
    ["fails", () => sleep(1).then(() => Promise.reject(new Error("broken")))],
    [
      "is rescheduled, and ends",
      async (limit) => {
        limit.reschedule(200);
        await sleep(1);
      },
    ],
    [
      "loses its deadline, and ends",
      async (limit) => {
        limit.reschedule(null);
        await sleep(1);
      },
    ],
  ])("is gone when the block %s", async (_, body) => {
    const end = await quietAfter(async () => {
      await timeout(100)
        .run(body)
        .then(null, () => {});
    });

    expect(end).toBe(1);
  });
});

describe("String(timeout)", () => {
  it("tells its state, and its deadline while it is active", () =>
    onVirtualLoop(async () => {
      const [ended, expired] = [timeout(1), timeout(1)];
      const seen = [String(ended)];

      await ended.run(async () => void seen.push(String(ended)));
      seen.push(String(ended));
      await expired
        .run(() =>
          sleep(10).then(null, (error: unknown) => {
            seen.push(String(expired));
            throw error;
          }),
        )
        .then(null, () => {});
      seen.push(String(expired));

      expect(seen).toEqual([
        "<Timeout [created]>",
        "<Timeout [active] when=1>",
        "<Timeout [finished]>",
        "<Timeout [expiring]>",
        "<Timeout [expired]>",
      ]);
    }));
});

describe("timeout() outside of a task", () => {
  it("needs a running loop, timeoutAt() only when it runs", () => {
    expect(() => timeout(1)).toThrow(/^no running event loop\n/);
    expect(timeoutAt(1)).toBeInstanceOf(Timeout);
  });

  it("cannot run in a callback", () =>
    onVirtualLoop(function* () {
      const errors: unknown[] = [];
      getRunningLoop().callSoon(() => {
        try {
          const block = timeout(1).run(async () => {});
          block[Symbol.iterator]().next();
        } catch (error) {
          errors.push(error);
        }
      });
      yield* sleep(0);

      expect(String(errors[0])).toMatch(/^RuntimeError: Timeout should be used inside a task\n/);
    }));
});

describe("a Timeout, used wrongly,", () => {
  it("cannot be run twice", () =>
    onVirtualLoop(async () => {
      const limit = timeout(1);
      await limit.run(async () => {});

      await expect(limit.run(async () => {})).rejects.toThrow(/^Timeout has already been entered\n/);
    }));

  it("cannot be rescheduled before it runs, nor afterwards, nor while it expires", () =>
    onVirtualLoop(async () => {
      const limit = timeout(1);
      expect(() => limit.reschedule(2)).toThrow(/^Timeout has not been entered\n/);
      expect(() => limit.reschedule(2)).toThrow(RuntimeError);

      await limit.run(async () => {});
      expect(() => limit.reschedule(2)).toThrow(/^Cannot change state of finished Timeout\n/);

      await timeout(1)
        .run(async (expiring) => {
          await sleep(10).then(null, () => {
            expect(() => expiring.reschedule(2)).toThrow(/^Cannot change state of expiring Timeout\n/);
          });
        })
        .then(null, () => {});
    }));
});
