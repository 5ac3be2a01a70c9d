import { describe, expect, it } from "vitest";
import { searchCanary } from "#explore/self-checks/require-canary";
import { auto, exhaustive, fifoOnly, pct, pos, random, urw } from "#testing";

describe("the planted race", () => {
  it.each(["env", "jitter", "any-order"] as const)("is found by chance at level %s", async (level) => {
    await expect(searchCanary(level, random())).resolves.toBeUndefined();
  });

  it.each([auto(), exhaustive(), pct(), pos(), urw()])("is found by every strategy that searches", async (strategy) => {
    await expect(searchCanary("env", strategy)).resolves.toBeUndefined();
  });

  it("is not found by a strategy that is never asked, and that is what is said", async () => {
    await expect(searchCanary("fifo", random())).rejects.toThrow(
      /^Exploration is not active: no strategy was asked\n {2}hint: something in this process replaces parts of timeloom/,
    );
  });

  it("is not found by a strategy that always takes the default", async () => {
    await expect(searchCanary("env", fifoOnly())).rejects.toThrow(
      /^Exploration is not active: a known race was not found in 1 order\n/,
    );
  });
});
