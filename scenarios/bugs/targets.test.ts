import { describe, expect, it } from "vitest";
import type { Bug } from "./bug.ts";
import type { Shrunk } from "./hunt.ts";
import type { Measured } from "./measured.ts";
import { missedTargets, targetOf } from "./targets.ts";

const bug: Bug = {
  id: "account",
  title: "",
  source: new URL("https://example.org"),
  tier: "T1",
  *buggy() {},
  *fixed() {},
};

function measured(found: readonly number[], deviations: readonly number[], more: Partial<Measured> = {}): Measured {
  const shrunk: Shrunk[] = deviations.map((count) => ({
    level: "env",
    deviations: count,
    replays: 1,
    reproduced: 10,
    schedule: "v1:",
  }));
  return { bug, searched: [{ strategy: "auto", max: 1_000, found }], shrunk, twin: undefined, ...more };
}

describe("targetOf()", () => {
  it.each([
    { changes: {}, target: 50 },
    { changes: { style: "node" }, target: 20 },
    { changes: { tier: "T2" }, target: 2_000 },
    { changes: { tier: "T3" }, target: 100_000 },
    { changes: { tier: "T3", id: "safe-stack" }, target: undefined },
  ] as const)("is $target for $changes", ({ changes, target }) => {
    expect(targetOf({ ...bug, ...changes })).toBe(target);
  });
});

describe("missedTargets()", () => {
  const nineteen = Array.from({ length: 19 }, () => 50);

  it("allows one search of twenty to take longer", () => {
    expect(missedTargets([measured([...nineteen, 999], [2])])).toEqual([]);
    expect(missedTargets([measured([...nineteen.slice(1), 51, 999], [2])])).toEqual([
      "account: auto needs 51 executions (p95), not 50",
    ]);
  });

  it("counts a search that found nothing as one without end", () => {
    expect(missedTargets([measured([Infinity], [])])).toEqual([
      "account: auto needs Infinity executions (p95), not 50",
    ]);
  });

  it("looks at the median of the deviations, of the tiers T1 and T2", () => {
    expect(missedTargets([measured([1], [2, 2, 9])])).toEqual([]);
    expect(missedTargets([measured([1], [9], { bug: { ...bug, tier: "T3" } })])).toEqual([]);
    expect(missedTargets([measured([1], [2, 3, 3])])).toEqual([
      "shrunk schedules of T1 and T2 have 3 deviations in the median, not 2",
    ]);
  });

  it("takes a twin that fails for a missed target", () => {
    const twin = { executions: 7, inconclusive: 0, claim: { kind: "none" }, failure: "boom" } as const;

    expect(missedTargets([measured([1], [1], { twin })])).toEqual(["account: the twin fails: boom"]);
  });

  it("takes a schedule that does not replay for a missed target", () => {
    const [loose] = measured([1], [1]).shrunk.map((one) => ({ ...one, reproduced: 9 }));

    expect(missedTargets([measured([1], [], { shrunk: loose === undefined ? [] : [loose] })])).toEqual([
      "account: 1 of 1 shrunk schedules do not replay",
    ]);
  });
});
