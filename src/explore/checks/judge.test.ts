import assert from "node:assert/strict";
import { coroutine, createTask, Event, gather, getRunningLoop, Lock, sleep, TaskGroup, timeout } from "#index";
import { Executions, type Verdict } from "#explore/execution/executions";
import { checksAsked, type CheckName } from "#explore/checks/checks";
import { explore, fifo, RaceError } from "#testing";
import { describe, expect, it } from "vitest";

async function verdictOf(body: () => Promise<void>, checks: readonly CheckName[] | "all" = []): Promise<Verdict> {
  const bounds = { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: checksAsked(checks) };
  return new Executions(body, bounds).run("fifo", fifo);
}

describe("judge()", () => {
  it("passes a body that leaves a task, a timer and a lock behind, unless somebody asks", async () => {
    const body = async (): Promise<void> => {
      createTask(() => sleep(60));
      getRunningLoop().callLater(60, () => undefined);
      await new Lock().acquire();
    };

    expect((await verdictOf(body)).kind).toBe("passed");
    expect((await verdictOf(body, "all")).kind).toBe("failed");
  });

  it("names an error that nobody retrieved, and whose it is", async () => {
    const verdict = await verdictOf(async () => {
      createTask(() => Promise.reject(new RangeError("lost")), { name: "worker" });
      await sleep(1);
    });

    expect(verdict.failure).toMatchObject({
      check: "exception-never-retrieved",
      message: "Task exception was never retrieved: worker failed with RangeError: lost",
      task: "worker",
      error: { message: "lost" },
    });
  });

  it("reports the error of a callback", async () => {
    const verdict = await verdictOf(async () => {
      getRunningLoop().callSoon(function ring() {
        throw new RangeError("in the callback");
      });
      await sleep(1);
    });

    expect(verdict.failure).toMatchObject({
      check: "exception-never-retrieved",
      message: "Exception in callback <Handle ring>: RangeError: in the callback",
    });
  });

  it("names a coroutine that nobody awaited", async () => {
    const verdict = await verdictOf(async () => {
      void coroutine(async function refresh() {})();
      await sleep(1);
    });

    expect(verdict.failure?.check).toBe("coroutine-never-awaited");
    expect(verdict.failure?.message).toBe("coroutine 'refresh' was never awaited");
  });

  it("takes the body's error for the cause of everything else", async () => {
    const verdict = await verdictOf(async () => {
      void coroutine(async function refresh() {})();
      throw new RangeError("the body's");
    }, "all");

    expect(verdict.failure).toMatchObject({ check: "body", message: "the body's" });
  });

  it("names the class of an error without a message", async () => {
    const verdict = await verdictOf(async () => timeout(1).run(() => sleep(2)));

    expect(verdict.failure?.message).toBe("TimeoutError");
  });

  it("names the first error of a group", async () => {
    const verdict = await verdictOf(async () => {
      await new TaskGroup().run(async (group) => group.createTask(() => Promise.reject(new RangeError("too far"))));
    });

    expect(verdict.failure?.message).toBe("unhandled errors in a TaskGroup (1 sub-exception): RangeError: too far");
  });

  it("finds that run() would never return, because a task survives its cancellation", async () => {
    const verdict = await verdictOf(async () => {
      const never = new Event();
      createTask(
        async () => {
          try {
            await sleep(60);
          } finally {
            await never.wait();
          }
        },
        { name: "stubborn" },
      );
      await sleep(1);
    });

    expect(verdict.failure?.check).toBe("deadlock");
    expect(verdict.failure?.message).toMatch(/^The body has ended, but run\(\) would not/);
    expect(verdict.failure?.blocked).toMatchObject([
      { task: "stubborn", waitsFor: "Event.wait()" },
      { task: "run()", waitsFor: "stubborn" },
    ]);
  });
});

describe("leaked-task", () => {
  it("names a task that is pending when the body ends, and what it waits for", async () => {
    const verdict = await verdictOf(async () => {
      createTask(() => sleep(60), { name: "poller" });
      await sleep(1);
    }, ["leaked-task"]);

    expect(verdict.failure).toMatchObject({ check: "leaked-task", task: "poller" });
    expect(verdict.failure?.message.split("\n")[0]).toBe(
      "poller is still pending when the body has ended: it waits for sleep(60)",
    );
  });

  it("says where the task was made, in a run that knows places", async () => {
    const error: unknown = await explore(
      async () => {
        const made = createTask(() => sleep(60), { name: "poller" });
        await sleep(1);
        assert.equal(made.done(), false);
      },
      { checks: ["leaked-task"] },
    ).catch((failure: unknown) => failure);

    assert.ok(error instanceof RaceError);
    const { message } = error.finding.failure;
    expect(error.report.failure[1]).toMatch(/^ {2}made at src\/explore\/checks\/judge\.test\.ts:\d+$/);
    expect(message.split("\n")[0]).toBe("poller is still pending when the body has ended: it waits for sleep(60)");
  });

  it("is content with tasks that have ended", async () => {
    const verdict = await verdictOf(async () => void (await gather(sleep(1), sleep(2))), ["leaked-task"]);

    expect(verdict.kind).toBe("passed");
  });
});

describe("leaked-timer", () => {
  it("names a timer of callLater() that is pending when the body ends, and who set it", async () => {
    const verdict = await verdictOf(async () => {
      await createTask(async () => void getRunningLoop().callLater(30, () => undefined), { name: "watchdog" });
    }, ["leaked-timer"]);

    expect(verdict.failure).toMatchObject({
      check: "leaked-timer",
      task: "watchdog",
      message: "A timer that is due at t=30 s is still pending: set by watchdog",
      hint: "cancel() it when it is not needed any more",
    });
  });

  it("names a sleep that lost a race and outlived its task", async () => {
    const verdict = await verdictOf(async () => {
      await createTask(() => Promise.race([sleep(30), sleep(1)]), { name: "racer" });
    }, ["leaked-timer"]);

    expect(verdict.failure).toMatchObject({ check: "leaked-timer", task: "racer" });
  });

  it("names the place where it was set, in debug mode", async () => {
    const body = async (): Promise<void> => void getRunningLoop().callLater(30, () => undefined);
    const bounds = { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: checksAsked(["leaked-timer"]) };
    const verdict = await new Executions(body, bounds).run("fifo", fifo, { debug: true });

    expect(verdict.failure?.message).toMatch(/: set by Task-1 \(.*judge\.test\.ts:\d+\)$/);
    expect(verdict.failure?.place).toMatch(/judge\.test\.ts:\d+$/);
  });

  it("is content with timers that are cancelled, over, or belong to a task that is pending", async () => {
    const verdict = await verdictOf(async () => {
      getRunningLoop()
        .callLater(30, () => undefined)
        .cancel();
      getRunningLoop().callLater(0.5, () => undefined);
      createTask(() => timeout(30).run(() => sleep(20)));
      await timeout(30).run(() => sleep(1));
    }, ["leaked-timer"]);

    expect(verdict.kind).toBe("passed");
  });
});

describe("swallowed-cancellation", () => {
  it("names a task that was cancelled and ended normally", async () => {
    const verdict = await verdictOf(async () => {
      const task = createTask(
        async () => {
          await sleep(60).then(undefined, () => undefined);
        },
        { name: "worker" },
      );
      await sleep(1);
      task.cancel();
      await task;
    }, ["swallowed-cancellation"]);

    expect(verdict.failure).toMatchObject({
      check: "swallowed-cancellation",
      task: "worker",
      message: "worker was cancelled and ended normally",
      hint: "rethrow CancelledError after cleaning up, or take the request back with task.uncancel()",
    });
  });

  it("names the task that lost it, of those that wait for each other", async () => {
    const verdict = await verdictOf(async () => {
      const swallow = (): Promise<void> => sleep(60).then(undefined, () => undefined);
      const outer = createTask(() => createTask(swallow, { name: "inner" }), { name: "outer" });
      await sleep(1);
      outer.cancel();
      await outer;
    }, ["swallowed-cancellation"]);

    expect(verdict.failure?.task).toBe("inner");
  });

  it("is content if the request is taken back, or the task ends with the error", async () => {
    const verdict = await verdictOf(async () => {
      const withdrawing = createTask(async () => {
        await sleep(60).then(undefined, () => withdrawing.uncancel());
      });
      const ending = createTask(() => sleep(60));
      const inTime = createTask(() => timeout(1).run(() => sleep(60)));
      await sleep(0);
      withdrawing.cancel();
      ending.cancel();
      await gather(withdrawing, ending, inTime, { returnExceptions: true });
    }, ["swallowed-cancellation"]);

    expect(verdict.kind).toBe("passed");
  });
});

describe("held-lock", () => {
  it("names the task that ended without releasing a lock", async () => {
    const lock = new Lock();
    const verdict = await verdictOf(async () => {
      await createTask(async () => void (await lock.acquire()), { name: "writer" });
    }, ["held-lock"]);

    expect(verdict.failure).toMatchObject({
      check: "held-lock",
      task: "writer",
      message: "A Lock is still held by writer, which has ended",
      hint: "release it in a finally block, or use lock.run(body)",
    });
  });

  it("is content if another task releases it, or the holder has not ended", async () => {
    const verdict = await verdictOf(async () => {
      const lock = new Lock();
      await createTask(async () => void (await lock.acquire()));
      lock.release();
      createTask(() => lock.run(() => sleep(60)));
      await sleep(1);
    }, ["held-lock"]);

    expect(verdict.kind).toBe("passed");
  });
});
