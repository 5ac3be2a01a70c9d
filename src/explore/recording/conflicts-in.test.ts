import { describe, expect, it } from "vitest";
import { conflictsIn } from "#explore/recording/conflicts-in";
import type { Access } from "#explore/recording/access";

/** `a reads x`, `b writes x`: one step each. */
function accesses(...texts: readonly string[]): Access[] {
  return texts.map((text, step) => {
    const [path = "", verb = "", property = ""] = text.split(" ");
    return { property, kind: verb === "reads" ? "read" : "write", path, step, place: undefined };
  });
}

function described(found: readonly Access[]): string[] {
  const step = (access: Access | undefined): string => (access === undefined ? "" : `${access.step}`);
  return conflictsIn(found).map(
    ({ property, stale, first, second }) => `${property} ${step(stale)}<${step(first)}<${step(second)}`,
  );
}

describe("conflictsIn()", () => {
  it("finds the read that was made stale by the write in between", () => {
    expect(described(accesses("a reads x", "b reads x", "b writes x", "a writes x"))).toEqual(["x 0<2<3"]);
  });

  it("finds no stale read in a task that has read again", () => {
    expect(described(accesses("a reads x", "b writes x", "a reads x", "a writes x"))).toEqual(["x <1<2", "x <0<1"]);
  });

  it("finds no stale read in a task that has only written", () => {
    expect(described(accesses("a writes x", "b writes x", "a writes x"))).toEqual(["x <1<2", "x <0<1"]);
  });

  it("finds none between reads, in one task, or on different properties", () => {
    expect(described(accesses("a reads x", "b reads x", "a writes y", "b writes z", "b reads z"))).toEqual([]);
  });

  it("lists what used a stale value first, and of the others the last one first", () => {
    expect(
      described(accesses("a reads x", "b writes x", "a writes x", "a writes y", "b reads y", "a writes y")),
    ).toEqual(["x 0<1<2", "y <4<5", "y <3<4", "x <0<1"]);
  });
});
