import { createFuture, createTask, sleep } from "#index";
import { explore, formatSchedule, NondeterminismError, RaceError, replay, type SweepMode } from "#testing";
import { describe, expect, it } from "vitest";

/** The producer dies, and the consumer never learns of it. */
const starving = async (): Promise<void> => {
  const ready = createFuture<void>();
  createTask(
    async () => {
      await sleep(1);
      ready.setResult();
    },
    { name: "producer" },
  );
  await ready;
};

describe("explore() with sweeps", () => {
  it("rejects with a schedule that replays", async () => {
    const error = await explore(starving, { sweeps: ["cancel"] }).catch((caught: unknown) => caught as RaceError);

    expect(error).toBeInstanceOf(RaceError);
    const { finding } = error as RaceError;
    expect(finding).toMatchObject({ level: "fifo", strategy: "sweep(cancel)", reproduced: 10, minimal: true });
    expect(formatSchedule(finding.schedule)).toBe("v1:main.0@2=cancel");
    expect(finding.sweep?.rows).toHaveLength(2);
    await expect(replay(starving, "v1:main.0@2=cancel", { level: "fifo" })).rejects.toThrow(/Deadlock at t=0 s/);
  });

  it("gives the matrix to the certificate if nothing fails", async () => {
    const certificate = await explore(async () => sleep(1), { sweeps: ["cancel", "throw"] });

    expect(certificate.sweep).toMatchObject({ executions: 4, failures: [], rows: [{ at: "main@2", task: "Task-1" }] });
  });

  it("sweeps chosen tasks only", async () => {
    const { sweep } = await explore(starving, { sweeps: ["cancel"], tasks: (name) => name === "nobody" });

    expect(sweep?.rows).toEqual([]);
  });

  it("refuses a sweep that does not exist", async () => {
    const modes = JSON.parse('["cancel", "kill"]') as SweepMode[];

    await expect(explore(starving, { sweeps: modes })).rejects.toThrow(
      /^Invalid sweep: "kill"\n {2}hint: use a list of "cancel", "throw", "timeout" and "faults"/,
    );
  });
});

describe("explore() of a body that is not the same in every execution", () => {
  it("rejects with the step at which two executions differ", async () => {
    let calls = 0;
    const exploring = explore(async () => {
      calls += 1;
      await sleep(calls);
    });

    await expect(exploring).rejects.toBeInstanceOf(NondeterminismError);
  });

  it("rejects a failure that does not replay, though the default order is the same in every execution", async () => {
    let calls = 0;
    const exploring = explore(
      async () => {
        const other = createTask(async () => undefined);
        const first = createTask(async () => other.done());
        if (!(await first)) {
          calls += 1;
          await sleep(calls);
          throw new RangeError("out of order");
        }
      },
      { level: "any-order" },
    );

    await expect(exploring).rejects.toBeInstanceOf(NondeterminismError);
  });

  it("says which task waits for a real timer while time would pass", async () => {
    const exploring = explore(async () => {
      const slow = createTask(() => new Promise((resolve) => void setTimeout(resolve, 1)), { name: "fetching" });
      await sleep(10);
      if (!slow.done()) throw new RangeError("too slow");
    });

    await expect(exploring).rejects.toThrow(/fetching {2}waits for Timeout/);
  });
});
