import { describe, expect, it } from "vitest";
import { strategyNamed } from "#explore/strategies/strategy-named";

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

  it.each([
    ["urw:5", 'urw takes no number, got "urw:5"\n  hint: use urw'],
    ["random:", 'random takes no number, got "random:"\n  hint: use random'],
    ["pct:", 'pct needs a number, got "pct:"\n  hint: use pct:3'],
    ["pct:2:3", 'pct needs a number, got "pct:2:3"\n  hint: use pct:3'],
    ["delays:many", 'delays needs a number, got "delays:many"\n  hint: use delays:2'],
    ["pct:1e9", "Invalid depth: 1000000000\n  hint: pass a whole number from 1 to 1,000, such as 3"],
    ["pct:-1", "Invalid depth: -1\n  hint: pass a whole number from 1 to 1,000, such as 3"],
  ])("refuses the number of %s", (text, problem) => {
    expect(() => strategyNamed(text)).toThrow(problem);
  });

  it.each(["luck", "toString", ""])("refuses %j and says which there are", (text) => {
    expect(() => strategyNamed(text)).toThrow(
      `Invalid strategy: ${JSON.stringify(text)}\n  hint: use auto, exhaustive, dpor, delays:2,`,
    );
  });
});
