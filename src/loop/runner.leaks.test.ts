import { createTask, run, sleep, type BlockedTask } from "#index";
import { virtualLoop } from "#testing";
import { describe, expect, it } from "vitest";

function leaksOf(main: () => Promise<void>): Promise<readonly BlockedTask[]> {
  let leaked: readonly BlockedTask[] = [];
  return run(main, { loopFactory: virtualLoop(), onLeak: (tasks) => (leaked = tasks) }).then(() => leaked);
}

describe("onLeak of run()", () => {
  it("lists the tasks that the main task leaves behind, and what each waits for", async () => {
    const leaked = await leaksOf(async () => {
      createTask(() => sleep(60), { name: "forgotten" });
      await sleep(1);
    });

    expect(leaked).toMatchObject([{ task: "forgotten", waitsFor: "sleep(60)" }]);
  });

  it("is not called if every task has ended", async () => {
    const leaked = await leaksOf(async () => {
      await createTask(() => sleep(1));
    });

    expect(leaked).toEqual([]);
  });
});
