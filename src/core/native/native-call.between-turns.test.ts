import { describe, expect, it } from "vitest";
import { coroutine, createTask, getRunningLoop, run, timeout, type Wait } from "#index";

/** A promise that the host settles, in a macrotask of its own. */
async function fromHost(): Promise<void> {
  // oxlint-disable-next-line promise/avoid-new -- it stands for a library's promise
  await new Promise((resolve) => setImmediate(resolve));
}

describe("an async function that ends after a promise of the host", () => {
  it("lets the one that awaits it go on in the same step, before callbacks", async () => {
    const events: string[] = [];
    await run(async () => {
      await fromHost();
      await timeout(60).run(async () => {
        await fromHost();
        getRunningLoop().callSoon(() => events.push("callback"));
      });
      events.push("after it");
      await createTask(async () => undefined);
    });

    expect(events).toEqual(["after it", "callback"]);
  });

  it("lets generators go on in their task and loop", async () => {
    const seen = await run(function* (): Generator<Wait, unknown, void> {
      const loop = getRunningLoop();
      const task = createTask(
        function* (): Generator<Wait, unknown, void> {
          yield* createTask(fromHost);
          yield* coroutine(fromHost)();
          return [getRunningLoop() === loop, task.getName()];
        },
        { name: "generator" },
      );
      return yield* task;
    });

    expect(seen).toEqual([true, "generator"]);
  });
});
