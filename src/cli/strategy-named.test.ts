import { describe, expect, it } from "vitest";
import { strategyNamed } from "#cli/strategy-named";

const nameOf = (text: string): string => strategyNamed(text)({ seed: 0, level: "env" }).name;

describe("strategyNamed()", () => {
  it.each([
    ["delays", "delayBounded(2)"],
    ["delays:1", "delayBounded(1)"],
    ["pct", "pct(3)"],
    ["pct:2", "pct(2)"],
    ["random", "random"],
    ["fifo", "fifo"],
  ])("makes of %s what certificates call %s", (text, name) => {
    expect(nameOf(text)).toBe(name);
  });

  it.each(["luck", "toString", ""])("refuses %j and says which there are", (text) => {
    expect(() => strategyNamed(text)).toThrow(
      `there is no strategy ${JSON.stringify(text)}\n  hint: use auto, exhaustive, delays:2,`,
    );
  });
});
