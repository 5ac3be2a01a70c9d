import { checksAsked, type CheckName } from "#explore/checks/checks";
import { describe, expect, it } from "vitest";

describe("checksAsked()", () => {
  it("refuses a check that does not exist, and names it", () => {
    expect(() => checksAsked(JSON.parse('["leaked-tasks"]') as CheckName[])).toThrow(
      /^Invalid check: leaked-tasks\n {2}hint: use "all", or a list/,
    );
  });
});
