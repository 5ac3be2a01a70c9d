import { auto } from "timeloom/testing";
import { describe, expect, it } from "vitest";
import { hunt, survive } from "./hunt.ts";
import { bugs } from "./index.ts";
import { targetOf } from "./targets.ts";

const within = bugs.map((bug) => ({ ...bug, target: targetOf(bug) ?? 0 })).filter(({ target }) => target > 0);

describe.each(within)("$id", ({ buggy, fixed, target }) => {
  it("is found by auto() within $target executions", async () => {
    const { found } = await hunt(buggy, auto(), 1, target);

    expect(found).toBeLessThanOrEqual(target);
  });

  it("is not in the twin, in 300 executions", async () => {
    const { failure, inconclusive } = await survive(fixed, auto(), 300);

    expect(failure).toBeUndefined();
    expect(inconclusive).toBe(0);
  });
});
