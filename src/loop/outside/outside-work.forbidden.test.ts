import { describe, expect, it } from "vitest";
import { type Body, createTask, getRunningLoop, OutsideWaitError, run, sleep, wrapFuture } from "#index";
import { virtualLoop } from "#testing";

const forbidding = <T>(main: Body<[], T>): Promise<T> =>
  run(main, {
    loopFactory: () => {
      const loop = virtualLoop({ io: "forbid" })();
      loop.setExceptionHandler(() => {}); // hears of tasks that are left
      return loop;
    },
  });

describe('virtualLoop({ io: "forbid" })', () => {
  it("ends a run in which a task waits for the outside, and names that task", async () => {
    const outcome = forbidding(async () => {
      createTask(() => sleep(Infinity), { name: "sleeper" });
      await createTask(() => new Promise((resolve) => setTimeout(resolve, 1)), { name: "reader" });
    });

    const error = (await outcome.catch((reason: unknown) => reason)) as OutsideWaitError;

    expect(error).toBeInstanceOf(OutsideWaitError);
    expect(error.blocked.map(({ task, waitsFor }) => [task, waitsFor])).toEqual([["reader", "a native promise"]]);
  });

  it("does not ask before every timer has had its chance to settle the promise", () =>
    forbidding(async () => {
      let resolve = (): void => {};
      getRunningLoop().callLater(3600, () => resolve());

      await new Promise<void>((settle) => (resolve = settle));

      expect(getRunningLoop().time()).toBe(3600);
    }));

  it("calls a deadlock a deadlock if no task waits outside", async () => {
    const stuck = forbidding(async () => {
      await getRunningLoop().createFuture();
    });

    await expect(stuck).rejects.toMatchObject({ name: "DeadlockError" });
  });

  it("counts a promise that was wrapped only until it has settled, or nobody waits for it any more", async () => {
    const stuck = forbidding(async () => {
      await wrapFuture(Promise.resolve());
      wrapFuture(new Promise(() => {})).cancel();
      await getRunningLoop().createFuture();
    });

    await expect(stuck).rejects.toMatchObject({ name: "DeadlockError" });
  });

  it("lets virtual time pass without asking what the host does", () =>
    forbidding(async () => {
      const timer = setTimeout(() => {}, 60_000);

      await sleep(3600);

      expect(getRunningLoop().time()).toBe(3600);
      clearTimeout(timer);
    }));
});
