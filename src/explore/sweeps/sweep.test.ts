import {
  createFuture,
  createTask,
  gather,
  getRunningLoop,
  Lock,
  shield,
  sleep,
  TaskGroup,
  timeout,
  TimeoutError,
} from "#index";
import { Executions } from "#explore/execution/executions";
import { checksAsked, type CheckName } from "#explore/checks/checks";
import { runSweeps, type Sweep, type SweepMode, type SweepSettings } from "#explore/sweeps/sweep";
import { describe, expect, it } from "vitest";

function sweepOf(
  body: () => Promise<void>,
  modes: readonly SweepMode[],
  settings?: SweepSettings & { readonly checks?: readonly CheckName[] },
): Promise<Sweep> {
  const checks = checksAsked(settings?.checks ?? []);
  return runSweeps(new Executions(body, { seed: 0, maxIterations: 1_000, maxTime: 100, checks }), modes, settings);
}

/** `main@2 sleep(1): cancel CancelledError, …` */
function outcomes({ rows }: Sweep): string[] {
  return rows.map(({ at, operation, outcomes: of }) => {
    const each = Object.entries(of).map(([kind, outcome]) => {
      return `${kind} ${outcome.error?.name ?? outcome.failure?.check ?? outcome.kind}`;
    });
    return `${at} ${operation}: ${each.join(", ")}`;
  });
}

describe("runSweeps()", () => {
  it("does each thing at each await of each task, once", async () => {
    const sweep = await sweepOf(async () => {
      const child = createTask(async () => {
        await sleep(1);
        await sleep(0);
      });
      await gather(child, { returnExceptions: true });
    }, ["cancel", "throw"]);

    expect(outcomes(sweep)).toEqual([
      "main.0@2 sleep(1): cancel passed, cancel-woken passed, throw passed",
      "main.0@3 sleep(0): cancel passed, cancel-woken passed, throw passed",
      "main@2 gather(): cancel CancelledError, cancel-woken CancelledError, throw InjectedError",
    ]);
    expect(sweep).toMatchObject({ executions: 10, inconclusive: 0, left: 0, failures: [] });
  });

  it("sweeps tasks that a callback makes", async () => {
    const sweep = await sweepOf(async () => {
      const done = createFuture<void>();
      getRunningLoop().callSoon(() => {
        const child = createTask(() => sleep(1));
        child.addDoneCallback(() => done.setResult());
      });
      await done;
    }, ["cancel"]);

    expect(outcomes(sweep)[0]).toBe("main.c0.0@2 sleep(1): cancel passed, cancel-woken passed");
  });

  it("throws only where what is waited for can fail", async () => {
    const sweep = await sweepOf(async () => {
      const lock = new Lock();
      await lock.acquire();
      const waiting = createTask(() => lock.run(async () => undefined));
      await sleep(1);
      lock.release();
      await waiting;
      await shield(createTask(() => sleep(1)));
    }, ["throw"]);

    expect(outcomes(sweep)).toEqual([
      "main@2 sleep(1): throw held-lock",
      "main.0@2 Lock.acquire(): ",
      "main@3 Task-2: throw InjectedError",
      "main.1@2 sleep(1): throw InjectedError",
      "main@4 Task.shield(): throw InjectedError",
    ]);
  });

  it("lets each timeout expire at each await inside of it", async () => {
    const sweep = await sweepOf(async () => {
      await sleep(1);
      const work = timeout(10).run(async () => {
        await sleep(1);
        await sleep(2);
      });
      await work.then(undefined, (error: unknown) => {
        if (!(error instanceof TimeoutError)) throw error;
      });
      await sleep(1);
    }, ["timeout"]);

    expect(outcomes(sweep)).toEqual([
      "main@2 sleep(1): ",
      "main@3 sleep(1): expire passed",
      "main@4 sleep(2): expire passed",
      "main@5 sleep(1): ",
    ]);
  });

  it("cancels what the body leaves behind, which waits for a wake-up that never comes", async () => {
    const sweep = await sweepOf(async () => {
      createTask(
        async () => {
          try {
            await sleep(60);
          } catch {
            await sleep(60).then(undefined, () => {
              throw new RangeError("cannot stop twice");
            });
          }
        },
        { name: "server" },
      );
      await sleep(1);
    }, ["cancel", "throw"]);

    expect(outcomes(sweep)).toEqual([
      "main@2 sleep(1): cancel CancelledError, cancel-woken CancelledError, throw InjectedError",
      "main.0@2 sleep(60): cancel exception-never-retrieved",
    ]);
  });

  it("cancels at the first wake-up of an eager task only when it is woken: before that there is no turn to wait for", async () => {
    const sweep = await sweepOf(async () => {
      const child = createTask(
        function* () {
          yield* sleep(1);
        },
        { eagerStart: true },
      );
      await child;
    }, ["cancel"]);

    expect(outcomes(sweep)).toEqual([
      "main.0@1 sleep(1): cancel-woken CancelledError",
      "main@2 Task-2: cancel CancelledError, cancel-woken CancelledError",
    ]);
  });

  it("says so if there was nothing to do it to", async () => {
    const sweep = await sweepOf(async () => {
      const open = timeout(null);
      getRunningLoop().callLater(1, () => open.reschedule(10));
      await open.run(() => sleep(2)); // when it parks there is no deadline yet
    }, ["timeout"]);

    expect(outcomes(sweep)).toEqual(["main@2 sleep(2): expire skipped"]);
  });

  it("finds a task that leaks, a check that breaks and a deadlock, and gives schedules that replay", async () => {
    const body = async (): Promise<void> => {
      const ready = createFuture<void>();
      createTask(async () => {
        await sleep(1);
        ready.setResult();
      });
      await ready;
    };
    const { failures } = await sweepOf(body, ["cancel"]);
    const [first] = failures;

    expect(failures.map(({ failure, schedule }) => [schedule[0]?.at, failure.check])).toEqual([
      ["main.0@2", "deadlock"],
      ["main.0@2", "deadlock"],
      ["main@2", "leaked-task"], // cancelled when it is woken it has nobody to leak any more
    ]);
    const executions = new Executions(body, { seed: 0, maxIterations: 1_000, maxTime: 100, checks: new Set() });
    expect(await executions.replay("fifo", first?.schedule ?? [])).toMatchObject({ failure: { check: "deadlock" } });
  });

  it("minds the tasks that a cancelled one leaves behind, and its siblings only if leaked-task is asked for", async () => {
    const parent = async (): Promise<void> => {
      await createTask(() => sleep(9), { name: "grandchild" });
    };
    const body = async (): Promise<void> => {
      await gather(
        createTask(() => sleep(1), { name: "child" }),
        createTask(parent, { name: "parent" }),
      );
    };
    const ofChild = { tasks: (name: string) => name === "child" };
    const detaching = async (): Promise<void> => {
      const task = createTask(async () => {
        const grandchild = createTask(() => sleep(9), { name: "grandchild" });
        await sleep(1);
        await grandchild;
      });
      await task;
    };

    expect((await sweepOf(body, ["cancel"], ofChild)).failures).toEqual([]);
    expect((await sweepOf(body, ["cancel"], { ...ofChild, checks: ["leaked-task"] })).failures).toHaveLength(2);
    expect((await sweepOf(detaching, ["cancel"])).failures[0]).toMatchObject({
      schedule: [{ at: "main.0@2", value: "cancel" }],
      failure: { check: "leaked-task", task: "grandchild" },
    });
  });

  it("looks for a swallowed cancellation, unless other checks are named", async () => {
    const body = async (): Promise<void> => {
      await createTask(() => sleep(1).then(undefined, () => undefined), { name: "worker" });
    };
    const settings = { tasks: (name: string) => name === "worker" };

    expect((await sweepOf(body, ["cancel"], settings)).failures).toHaveLength(2);
    expect((await sweepOf(body, ["cancel"], { ...settings, checks: ["leaked-task"] })).failures).toEqual([]);
  });

  it("sweeps no task that was not chosen", async () => {
    const sweep = await sweepOf(
      async () => {
        await new TaskGroup().run(async (group) => group.createTask(() => sleep(1), { name: "child" }));
      },
      ["cancel"],
      { tasks: (name) => name === "child" },
    );

    expect(sweep.rows.map(({ task }) => task)).toEqual(["child"]);
    expect(sweep.executions).toBe(3);
  });

  it("names the file and line of each await", async () => {
    const { rows } = await sweepOf(async () => {
      await sleep(1);
    }, ["cancel"]);

    expect(rows[0]?.place).toMatch(/sweep\.test\.ts:\d+$/);
  });

  it("sweeps nothing if the body fails or does not end by itself", async () => {
    const failing = await sweepOf(async () => {
      await sleep(1);
      throw new RangeError("always");
    }, ["cancel"]);
    const endless = await sweepOf(async () => {
      for (;;) await sleep(1);
    }, ["cancel"]);

    expect(failing).toMatchObject({ rows: [], executions: 1, failures: [{ schedule: [], execution: 1 }] });
    expect(endless).toMatchObject({ rows: [], failures: [], inconclusive: 1 });
  });

  it("counts what it has no time for", async () => {
    let granted = 3;
    const sweep = await sweepOf(
      async () => {
        await sleep(1);
        await sleep(1);
      },
      ["cancel"],
      { mayGoOn: () => granted-- > 0 },
    );

    expect(sweep).toMatchObject({ executions: 4, left: 1 });
  });
});
