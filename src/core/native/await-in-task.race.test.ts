import { describe, expect, it } from "vitest";
import { type Body, CancelledError, createFuture, createTask, type Future, getRunningLoop, run, sleep } from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

const never = (): Future<unknown> => createFuture();

describe("a cancellation that was due before Promise.race began", () => {
  it("ends the race, whoever would have won it", () =>
    onVirtualLoop(async () => {
      let release = (): void => {};
      const task = createTask(async () => {
        await new Promise<void>((resolve) => (release = resolve)); // foreign: nothing here can be cancelled
        return await Promise.race([sleep(0, "won"), sleep(1, "lost")]);
      });
      await sleep(1);

      task.cancel();
      release();

      await expect(task).rejects.toBeInstanceOf(CancelledError);
    }));
});

describe("what Promise.race leaves behind", () => {
  it("does not take a later cancellation from the wait that follows", () =>
    onVirtualLoop(async () => {
      const leftover = never();
      const task = createTask(async () => {
        await Promise.race([sleep(1), leftover]);
        await sleep(10);
      });
      await sleep(2);

      task.cancel("enough");

      await expect(task).rejects.toThrow(new CancelledError("enough"));
      expect(getRunningLoop().time()).toBe(2);
    }));

  it.each([
    ["a future", never],
    ["a task", () => createTask(() => never())],
  ])("re-arms a cancellation that it alone took, for the next wait, if it is %s", (_, makeLeftover) =>
    onVirtualLoop(async () => {
      const leftover = makeLeftover();
      let release = (): void => {};
      const reached: string[] = [];
      const task = createTask(async () => {
        await Promise.race([sleep(1), leftover]);
        await new Promise<void>((resolve) => (release = resolve)); // foreign: nothing here can be cancelled
        reached.push("went on");
        await sleep(10);
        reached.push("never");
      });
      await sleep(2);

      task.cancel("enough");
      for (let i = 0; i < 3; i++) await sleep(0);
      release();

      await expect(task).rejects.toBeInstanceOf(CancelledError);
      expect([reached, leftover.cancelled()]).toEqual([["went on"], true]);
    }),
  );

  it("is not taken for a leftover if the task listens to it again", () =>
    onVirtualLoop(async () => {
      const still = never();
      const again = createTask(async () => await still);
      const task = createTask(async () => {
        await Promise.race([sleep(1), again]);
        try {
          await again;
        } catch {
          await sleep(1); // one cancellation, not two
        }
        return "went on";
      });
      await sleep(2);

      task.cancel();

      expect(await task).toBe("went on");
    }));

  it("does not take a cancellation that comes as it ends", () =>
    onVirtualLoop(async () => {
      const leftover = never();
      const task = createTask(async () => {
        await Promise.race([sleep(1), leftover]);
        await sleep(10);
      });
      await sleep(2);

      leftover.setResult(undefined);
      task.cancel();

      await expect(task).rejects.toBeInstanceOf(CancelledError);
      expect(getRunningLoop().time()).toBe(2);
    }));

  it("may end after its task: nobody hears of it", () =>
    onVirtualLoop(async () => {
      const leftover = never();
      const task = createTask(() => Promise.race([sleep(1, "first"), leftover]));
      expect(await task).toBe("first");

      leftover.setException(new Error("late"));
      await sleep(1);

      expect(task.result()).toBe("first");
    }));
});
