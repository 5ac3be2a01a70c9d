import { currentTask, run, sleep, timeout, TimeoutError } from "#index";
import { virtualLoop } from "#testing";
import { expect, it } from "vitest";

it("task.signal is a fresh one after a timeout that was caught, so that a retry can pass it on", async () => {
  const aborted = await run(
    async () => {
      const task = currentTask();
      const first = task?.signal;
      await expect(timeout(1).run(() => sleep(2))).rejects.toThrow(TimeoutError);
      return [first?.aborted, task?.signal.aborted];
    },
    { loopFactory: virtualLoop() },
  );

  expect(aborted).toEqual([true, false]);
});
