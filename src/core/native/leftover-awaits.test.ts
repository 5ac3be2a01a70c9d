import { describe, expect, it } from "vitest";
import { coroutine, createFuture, createTask, currentTask, getRunningLoop, run, sleep } from "#index";
import type { Wait } from "#index";
import { virtualLoop } from "#testing";

const loopFactory = virtualLoop();
const soon = (callback: () => unknown): unknown => getRunningLoop().callSoon(callback);
/** A promise that the loop does not know, kept in a later turn. */
const foreign = (): Promise<unknown> => new Promise((resolve) => soon(() => soon(() => resolve(undefined))));

/**
 * Native code, and in it an await that began before the code was last resumed; then the task is cancelled, and a
 * `handler` catches what that await raises. Resolves with "went on" unless the cancellation is thrown once more.
 */
async function catchOlder(handler: () => unknown): Promise<string> {
  const task = currentTask();
  const older = createFuture<void>();
  const cancelled = older.then(null);
  const newer = createFuture<void>();
  soon(() => newer.setResult());
  await newer;
  soon(() => task?.cancel());
  await expect(cancelled).rejects.toThrow("");
  await handler();
  await sleep(1);
  return "went on";
}

describe("a cancellation that reaches an await older than the last one", () => {
  it("is thrown once into a generator that went on when its native code ended", async () => {
    const native = coroutine(async () => sleep(0));
    const waits = coroutine(function* (): Generator<Wait, void, void> {
      yield* native();
      yield* createFuture<void>();
    });
    const main = async (): Promise<string> => {
      const task = currentTask();
      soon(() => soon(() => soon(() => task?.cancel())));
      await expect(waits()).rejects.toThrow("");
      await foreign();
      await sleep(1);
      return "went on";
    };

    await expect(run(main, { loopFactory })).resolves.toBe("went on");
  });

  it("is over when native code catches it and waits for a child to start", async () => {
    const handler = async (): Promise<void> => {
      await createTask(async () => sleep(1), { eagerStart: true }).started;
      await foreign();
    };

    await expect(run(() => catchOlder(handler), { loopFactory })).resolves.toBe("went on");
  });

  it("is over when native code takes it back", async () => {
    const handler = async (): Promise<void> => {
      currentTask()?.uncancel();
      await foreign();
    };

    await expect(run(() => catchOlder(handler), { loopFactory })).resolves.toBe("went on");
  });

  it("is thrown again if the await was a leftover that nobody listened to", async () => {
    const main = async (): Promise<void> => {
      const task = currentTask();
      const winner = createFuture<void>();
      const leftover = createFuture<void>();
      soon(() => winner.setResult());
      await Promise.race([winner, leftover]);
      soon(() => task?.cancel());
      await foreign();
      await sleep(1);
    };

    await expect(run(main, { loopFactory })).rejects.toThrow("");
  });
});
