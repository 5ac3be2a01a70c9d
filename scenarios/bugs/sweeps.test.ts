import { Executions } from "#explore/execution/executions";
import { runSweeps, type Sweep } from "#explore/sweeps/sweep";
import { describe, expect, it } from "vitest";
import type { Program } from "./bug.ts";
import { sweptBugs } from "./sweeps.ts";

/** The execution that finds the bug, and how many the whole sweep takes. */
const found: Readonly<Record<string, readonly [first: number, all: number]>> = {
  "lock-lost-wakeup": [5, 17],
  "lock-two-owners": [4, 17],
  "condition-notify-lost": [5, 9],
  "wait-for-swallows": [4, 8],
  "wait-for-leaks": [4, 8],
  "pool-leak": [5, 9],
};

function sweepOf(program: Program): Promise<Sweep> {
  const bounds = { seed: 0, maxIterations: 10_000, maxTime: 1_000, checks: new Set<never>() };
  return runSweeps(new Executions(program, bounds), ["cancel"]);
}

describe.each(sweptBugs)("the cancel sweep of $id", ({ id, buggy, fixed }) => {
  it("finds the bug in the default order, in two executions per await", async () => {
    const { failures, rows, executions } = await sweepOf(buggy);

    expect([failures[0]?.execution, executions]).toEqual(found[id]);
    expect(failures.every(({ schedule }) => schedule.length === 1)).toBe(true); // not without a cancellation
    expect(executions).toBeLessThanOrEqual(1 + 2 * rows.length + 1); // the recorded one, and what is usually left behind
  });

  it("finds nothing in the twin", async () => {
    const { failures, inconclusive } = await sweepOf(fixed);

    expect({ failures, inconclusive }).toEqual({ failures: [], inconclusive: 0 });
  });
});
