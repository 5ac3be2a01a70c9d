import { Lock, run } from "#index";
import { virtualLoop } from "#testing";
import { expect, it } from "vitest";

it("a deadlock inside `lock.run(async …)` names the inner wait, not the native code around it", async () => {
  const running = run(
    async () => {
      const lock = new Lock();
      await lock.run(async () => {
        await lock.acquire();
      });
    },
    { loopFactory: virtualLoop() },
  );

  await expect(running).rejects.toThrow("Task-1  waits for Lock.acquire(), held by Task-1\n  hint: look for a lock");
});
