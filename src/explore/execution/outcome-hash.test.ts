import { describe, expect, it } from "vitest";
import type { Verdict } from "#explore/execution/executions";
import { OutcomeHash } from "#explore/execution/outcome-hash";

const passed: Verdict = { kind: "passed", taken: [0, 2, 1], time: 1.5 };
const others: readonly Verdict[] = [
  { ...passed, taken: [0, 1, 2] },
  { ...passed, taken: [0, 2, 1, 0] },
  { ...passed, time: 1.25 },
  { ...passed, time: 2.5 },
  { ...passed, kind: "inconclusive" },
  { ...passed, kind: "failed", failure: { check: "deadlock", message: "", blocked: [] } },
  { ...passed, kind: "failed", failure: { check: "body", message: "", blocked: [], error: new TypeError("a") } },
  { ...passed, kind: "failed", failure: { check: "body", message: "", blocked: [], error: new RangeError("a") } },
];

function hashOf(...verdicts: readonly Verdict[]): string {
  const hash = new OutcomeHash();
  for (const verdict of verdicts) hash.add(0, verdict);
  return hash.digest();
}

describe("OutcomeHash", () => {
  it("is the same in any order, and in parts", () => {
    const [first, ...rest] = others as [Verdict, ...Verdict[]];
    const joined = new OutcomeHash();
    joined.join(hashOf(...rest));
    joined.join(hashOf(first));

    expect(hashOf(...others)).toBe(hashOf(...others.toReversed()));
    expect(joined.digest()).toBe(hashOf(...others));
  });

  it("differs if an execution took other choices, another time, another end or another seed", () => {
    const drawn = new OutcomeHash();
    drawn.add(1, passed);
    const hashes = [hashOf(passed), drawn.digest(), ...others.map((other) => hashOf(other))];

    expect(new Set(hashes).size).toBe(others.length + 2);
  });

  it("differs if an execution is lost, or counts twice", () => {
    const hashes = [hashOf(passed), hashOf(passed, passed), hashOf(passed, passed, passed), hashOf()];

    expect(new Set(hashes).size).toBe(4);
    expect(hashOf()).toBe("0000000000000000");
  });
});
