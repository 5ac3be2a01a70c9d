import { describe, expect, it } from "vitest";
import { progressLine } from "#report/progress-line";
import type { Progress } from "#testing";

const progress: Progress = {
  phase: "searching",
  executions: 12_345,
  most: 1_000_000,
  perSecond: 4_115.2,
  elapsed: 3,
  choices: 1,
  inconclusive: 0,
  strategy: "random",
};

describe("progressLine()", () => {
  it("says how far a search is", () => {
    expect(progressLine(progress)).toBe("searching: 12,345 of 1,000,000 executions, 4,115/s, 3.0 s, 1 choice, random");
  });

  it("says what met a limit, and no end where there is none", () => {
    expect(progressLine({ ...progress, most: Infinity, choices: 20, inconclusive: 7 })).toBe(
      "searching: 12,345 executions, 4,115/s, 3.0 s, 20 choices, 7 inconclusive, random",
    );
  });

  it("says that a failure is made small", () => {
    expect(progressLine({ ...progress, phase: "shrinking" })).toMatch(/^shrinking: 12,345 executions, /);
  });
});
