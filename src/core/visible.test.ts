import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { visible, visibleLine } from "#core/visible";

describe("visible()", () => {
  it.each([
    ["a\u001B[2Jb", String.raw`a\u001b[2Jb`],
    ["\u001B]0;title\u0007", String.raw`\u001b]0;title\u0007`],
    ["\u009B31m", String.raw`\u009b31m`],
    ["10 %\rdone", String.raw`10 %\u000ddone`],
    ["\u202Egnp.exe\u2066", String.raw`\u202egnp.exe\u2066`],
    ["\u001B[1;31mred\u001B[0m", "red"],
    ["one\r\n\ttwo", "one\n\ttwo"],
    ["ключ → 鍵 👩‍👩‍👧", "ключ → 鍵 👩‍👩‍👧"],
  ])("writes %j as %j", (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it("leaves nothing that drives a terminal, whatever the text", () => {
    const drives = /[^\P{Cc}\n\t]|\p{Bidi_Control}/u;
    assert(
      property(string({ unit: "binary" }), (text) => {
        expect(visible(text)).not.toMatch(drives);
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
  });
});

describe("visibleLine()", () => {
  it("is one line", () => {
    expect(visibleLine("a\nb\tc\u2028d")).toBe(String.raw`a\nb\tc\u2028d`);
  });
});
