import { createTask, Lock, sleep, TimeoutError, type Wait } from "#index";
import { Executions, type Replay } from "#explore/execution/executions";
import { parseSchedule } from "#testing";
import { describe, expect, it } from "vitest";

async function replayOf(
  body: () => Promise<unknown> | Generator<Wait, unknown, void>,
  schedule: string,
): Promise<Replay> {
  const executions = new Executions(body, { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: new Set() });
  return executions.replay("fifo", parseSchedule(schedule));
}

/** Two errors that are each other's cause. */
function circular(): Error {
  const one = new RangeError("one");
  one.cause = new RangeError("other", { cause: one });
  return one;
}

describe("the verdict on an execution with interventions", () => {
  it.each([
    ["a wrapped error", new Error("could not load", { cause: new TimeoutError() })],
    [
      "a group of a timeout and a wrapped one",
      new AggregateError([new TimeoutError(), new Error("x", { cause: new TimeoutError() })]),
    ],
  ])("takes %s for what was injected", async (_, error) => {
    const body = async (): Promise<void> => {
      try {
        await sleep(1);
      } catch {
        throw error;
      }
    };

    expect(await replayOf(body, "v1:main@2=throw")).toMatchObject({ kind: "passed", surfaced: error });
  });

  it.each([
    ["another error", new RangeError("the balance is -5")],
    ["a group that holds another error", new AggregateError([new TimeoutError(), new RangeError("-5")])],
    ["an error whose causes go round in a circle", circular()],
  ])("does not take %s for it", async (_, error) => {
    const body = async (): Promise<void> => {
      try {
        await sleep(1);
      } catch {
        throw error;
      }
    };

    expect(await replayOf(body, "v1:main@2=throw")).toMatchObject({
      kind: "failed",
      failure: { check: "body", error },
    });
  });

  it("finds what is left behind, but not what is left behind anyhow", async () => {
    const body = async (): Promise<void> => {
      createTask(() => sleep(60), { name: "server" });
      const child = createTask(() => sleep(2), { name: "child" });
      await sleep(1);
      await child;
    };

    expect(await replayOf(body, "v1:main@2=cancel")).toMatchObject({
      failure: { check: "leaked-task", task: "child" },
    });
    expect(await replayOf(body, "v1:main@3=cancel")).toMatchObject({ kind: "passed" });
  });

  it("finds a lock that stays taken", async () => {
    const lock = new Lock();
    const body = async (): Promise<void> => {
      if (lock.locked()) lock.release();
      await lock.acquire();
      await sleep(1);
      lock.release();
    };

    expect(await replayOf(body, "v1:main@2=throw")).toMatchObject({ failure: { check: "held-lock" } });
  });
});
