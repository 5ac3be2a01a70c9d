import { auto, random } from "timeloom/testing";
import { describe, expect, it } from "vitest";
import { sameFailure } from "#explore/checks/failure";
import { type Finding, findingOf } from "#explore/findings/finding";
import { type Hunt, hunt } from "./hunt.ts";
import { bugs } from "./index.ts";
import { quantile } from "./measured.ts";
import { outOfReach } from "./targets.ts";

const withinReach = bugs.filter(({ id }) => !outOfReach.includes(id));

async function findingIn({ executions, search, verdict }: Hunt): Promise<Finding> {
  const failure = verdict?.failure;
  if (verdict === undefined || failure === undefined) throw new Error("nothing was found");
  return findingOf(executions, "any-order", { ...verdict, failure }, { strategy: search.name, seed: 0 });
}

describe.each(withinReach)("$id", ({ buggy, tier }) => {
  it.each([1, 2, 3])("shrinks to a schedule that needs each of its deviations, and replays (seed %i)", async (seed) => {
    const hunted = await hunt(buggy, tier === "T3" ? auto() : random(), seed, 20_000);

    const { failure, level, minimal, replays, reproduced, schedule } = await findingIn(hunted);

    expect(minimal).toBe(true);
    expect(reproduced).toBe(10);
    expect(replays).toBeLessThanOrEqual(200);
    for (const at of schedule.keys()) {
      const less = await hunted.executions.replay(level, schedule.toSpliced(at, 1));
      expect(sameFailure(failure, less.failure)).toBe(false);
    }
  });
});

describe("the schedules of T1 and T2", () => {
  it("have at most two deviations in the median once they are shrunk", async () => {
    const deviations: number[] = [];
    for (const { buggy } of withinReach.filter(({ tier }) => tier !== "T3")) {
      deviations.push((await findingIn(await hunt(buggy, auto(), 0, 5_000))).schedule.length);
    }

    expect(quantile(deviations, 0.5)).toBeLessThanOrEqual(2);
    expect(quantile(deviations, 0.9)).toBeLessThanOrEqual(2);
  });
});
