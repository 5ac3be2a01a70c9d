import { coroutine, createTask, gather, sleep } from "#index";
import { Executions, type Verdict } from "#explore/execution/executions";
import { fifo } from "#testing";
import { describe, expect, it } from "vitest";

async function inDefaultOrder(body: () => Promise<void>): Promise<Verdict> {
  return new Executions(body, { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: new Set() }).run("fifo", fifo);
}

describe("livelock", () => {
  it("names the tasks that run for ever at one instant in the default order", async () => {
    const verdict = await inDefaultOrder(async () => {
      let turn = 0;
      const spin = async (own: number): Promise<void> => {
        while (turn >= 0) {
          turn = own;
          await sleep(0);
        }
      };
      await sleep(2);
      await gather(
        createTask(() => spin(1), { name: "left" }),
        createTask(() => spin(2), { name: "right" }),
      );
    });

    expect(verdict.failure?.check).toBe("livelock");
    expect(verdict.failure?.message).toMatch(
      /^Livelock at t=2 s: left, right ran for \d+ iterations, and no time passed$/,
    );
    expect(verdict.failure?.hint).toMatch(/^look for a loop that never waits/);
  });

  it("says nothing about a program that time or new tasks carry on", async () => {
    const ticking = await inDefaultOrder(async () => {
      for (;;) await sleep(0.01);
    });
    const spawning = await inDefaultOrder(async () => {
      for (;;) await createTask(async () => undefined);
    });

    expect([ticking.kind, spawning.kind]).toEqual(["inconclusive", "inconclusive"]);
  });

  it("says nothing about an order that does not end, if the default order does", async () => {
    const body = coroutine(function* () {
      const other = createTask(function* () {});
      while (!other.done()) yield* sleep(0);
    });
    const executions = new Executions(body, { seed: 0, maxIterations: 200, maxTime: 1, checks: new Set() });

    expect((await executions.run("any-order", fifo)).kind).toBe("passed");
    const starved = await executions.run("any-order", {
      choose: ({ options }) =>
        Math.max(
          0,
          options.findIndex(({ title }) => title === "Task-1"),
        ),
    });
    expect(starved.kind).toBe("inconclusive");
  });
});
