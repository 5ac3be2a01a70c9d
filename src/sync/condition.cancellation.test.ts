import { describe, expect, it } from "vitest";
import { type Body, CancelledError, Condition, createTask, getRunningLoop, run, sleep, type Task } from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

/** A task that waits once on `condition` and says so in `woken`. */
function waiting(condition: Condition, woken: string[], name: string): Task<void> {
  return createTask(function* () {
    yield* condition.acquire();
    try {
      yield* condition.wait();
      woken.push(name);
    } finally {
      condition.release();
    }
  });
}

describe("Condition, when a waiter is cancelled,", () => {
  it("hands a notification on if the task that got it is cancelled before it runs (gh-112202)", () =>
    onVirtualLoop(async () => {
      const condition = new Condition();
      const woken: string[] = [];
      const cancelled = waiting(condition, woken, "cancelled");
      const next = waiting(condition, woken, "next");
      await sleep(0);

      await condition.run(async () => condition.notify());
      cancelled.cancel();

      await next;
      await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
      expect(woken).toEqual(["next"]);
    }));

  it("hands a notification on if the task that got it is cancelled while it waits for the lock", () =>
    onVirtualLoop(async () => {
      const condition = new Condition();
      const woken: string[] = [];
      const cancelled = waiting(condition, woken, "cancelled");
      const next = waiting(condition, woken, "next");
      await sleep(0);

      await condition.run(async () => {
        condition.notify();
        await sleep(1); // the notified one waits for the lock meanwhile
        cancelled.cancel();
        await sleep(1);
      });

      await next;
      await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
      expect(woken).toEqual(["next"]);
    }));

  it("holds the lock again before a cancellation reaches the caller of wait()", () =>
    onVirtualLoop(async () => {
      const condition = new Condition();
      const waiter = createTask(async () => {
        await condition.acquire();
        try {
          await condition.wait();
        } catch (error) {
          expect(condition.locked()).toBe(true);
          expect(getRunningLoop().time()).toBe(2);
          condition.release();
          throw error;
        }
      });
      await sleep(0);

      await condition.run(async () => {
        waiter.cancel();
        await sleep(1);
        waiter.cancel(); // a second one, while it waits for the lock, does not lose it either
        await sleep(1);
      });

      await expect(waiter).rejects.toBeInstanceOf(CancelledError);
      expect(condition.locked()).toBe(false);
    }));

  it("throws the last of several cancellations", () =>
    onVirtualLoop(async () => {
      const condition = new Condition();
      const messages: string[] = [];
      const waiter = createTask(() =>
        condition.run(async () => {
          try {
            await condition.wait();
          } catch (error) {
            messages.push((error as Error).message);
          }
        }),
      );
      await sleep(0);

      await condition.run(async () => {
        waiter.cancel("first");
        await sleep(1);
        waiter.cancel("second");
        await sleep(1);
      });
      await waiter;

      expect(messages).toEqual(["second"]);
    }));

  it("a cancelled waiter that was not notified wakes another one without cause", () =>
    onVirtualLoop(async () => {
      const condition = new Condition();
      const woken: string[] = [];
      const cancelled = waiting(condition, woken, "cancelled");
      waiting(condition, woken, "other");
      await sleep(0);

      cancelled.cancel();
      await sleep(1);

      expect(woken).toEqual(["other"]);
    }));
});
