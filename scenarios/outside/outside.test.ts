import { auto, RaceError, replay } from "timeloom/testing";
import { describe, expect, it } from "vitest";
import { hunt, shrunkOf, survive } from "../bugs/hunt.ts";
import { targetOf } from "../bugs/targets.ts";
import { bugs } from "./index.ts";

const within = bugs.map((bug) => ({ ...bug, target: targetOf(bug) ?? 0 }));

describe.each(within)("$id, within $target executions", (bug) => {
  it("is found by auto() at env, by at most 3 deviations, which replay", async () => {
    const hunted = await hunt(bug.buggy, auto(), 1, bug.target, bug);
    const shrunk = await shrunkOf(hunted, 1);

    expect(shrunk).toMatchObject({ level: expect.stringMatching(/^(fifo|env)$/), reproduced: 10 });
    expect(shrunk?.deviations).toBeLessThanOrEqual(3);
    await expect(replay(bug.buggy, shrunk?.schedule ?? "", { world: bug.world })).rejects.toThrow(RaceError);
  });

  it("is not in the twin, in 100 executions", async () => {
    const { failure, inconclusive } = await survive(bug.fixed, auto(), 100, bug);

    expect({ failure, inconclusive }).toEqual({ failure: undefined, inconclusive: 0 });
  });
});

describe("the list of bugs", () => {
  it("names each once, with a level and a world", () => {
    expect(new Set(bugs.map(({ id }) => id)).size).toBe(bugs.length);
    expect(bugs.filter(({ level, world }) => level !== "env" || world === undefined)).toEqual([]);
  });
});
