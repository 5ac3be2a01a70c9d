import { describe, expect, it } from "vitest";
import { createTask, gather, run, sleep, type Wait } from "#index";
import { History, virtualLoop } from "#testing";

describe("History", () => {
  it("records who called what, and what came of it, in both styles", async () => {
    const history = new History<string, number>();
    const slow = history.record("slow", async () => {
      await sleep(2);
      return 1;
    });
    const quick = history.record("quick", function* (): Generator<Wait, number, void> {
      yield* sleep(1);
      return 2;
    });

    await run(() => gather(createTask(slow, { name: "one" }), createTask(quick, { name: "other" })), {
      loopFactory: virtualLoop(),
    });

    expect(history.operations).toEqual([
      { operation: "slow", task: "one", called: 0, returned: 3, result: 1 },
      { operation: "quick", task: "other", called: 1, returned: 2, result: 2 },
    ]);
  });

  it("does not say what came of a call that threw, and throws it on", async () => {
    const history = new History<string, number>();

    await expect(run(history.record("fails", () => Promise.reject(new RangeError("no"))))).rejects.toThrow("no");

    expect(history.operations).toEqual([
      { operation: "fails", task: "Task-1", called: 0, returned: undefined, result: undefined },
    ]);
  });
});
