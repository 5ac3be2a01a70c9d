import { describe, expect, it } from "vitest";
import { canonicalText } from "./canonical-text.ts";

class Point {
  readonly x = 1;
}

const circle: unknown[] = [];
circle.push({ circle });

describe("canonicalText()", () => {
  it.each([
    ["a text", "1", '"1"'],
    ["a number", 1, "1"],
    ["a negative zero", -0, "-0"],
    ["a BigInt", 1n, "1n"],
    ["nothing", [undefined, null], "[undefined, null]"],
    ["fields in whatever order", { b: 1, a: [2] }, "{a: [2], b: 1}"],
    ["an object of a class", new Point(), "Point {x: 1}"],
    ["an object without a prototype", Object.create(null), "{}"],
    ["an error", new RangeError("far"), "RangeError: far"],
    ["bytes", Uint8Array.of(1, 2), "Uint8Array [1, 2]"],
    ["a function", canonicalText, "function canonicalText"],
    ["a symbol", Symbol("here"), "Symbol(here)"],
    ["a circle", circle, "[{circle: <circle 0>}]"],
  ])("shows %s", (_, value, text) => {
    expect(canonicalText(value, true)).toBe(text);
  });

  it("shows a date by its moment", () => {
    // oxlint-disable-next-line no-restricted-globals -- a fixed one
    expect(canonicalText(new Date(5), true)).toBe("Date 5");
  });

  it("keeps the order of maps and sets, or not", () => {
    const map = new Map([
      ["b", 1],
      ["a", 2],
    ]);
    expect(canonicalText(map, true)).toBe('Map {"b" => 1, "a" => 2}');
    expect(canonicalText(map, false)).toBe('Map {"a" => 2, "b" => 1}');
    expect(canonicalText(new Set([2, 1]), true)).toBe("Set {2, 1}");
    expect(canonicalText(new Set([2, 1]), false)).toBe("Set {1, 2}");
  });
});
