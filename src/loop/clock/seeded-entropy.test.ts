import { describe, expect, it } from "vitest";
import { newEventLoop } from "#index";
import { virtualLoop } from "#testing";

const numbers = (seed: number | undefined, count = 1000): number[] => {
  const loop = virtualLoop(seed === undefined ? {} : { seed })();
  return Array.from({ length: count }, () => loop.random());
};

describe("the randomness of a virtual loop", () => {
  it("is the same for the same seed, and 0 is the default", () => {
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(undefined)).toEqual(numbers(0));
  });

  it("differs between seeds", () => {
    expect(numbers(7)).not.toEqual(numbers(8));
  });

  it("is the same on every machine", () => {
    expect(numbers(42, 3)).toMatchInlineSnapshot(`
      [
        0.6011037519201636,
        0.44829055899754167,
        0.8524657934904099,
      ]
    `);
  });

  it("lies in [0, 1) and is spread out", () => {
    const drawn = numbers(1, 10_000);
    const tenths = new Set(drawn.map((number) => Math.floor(number * 10)));

    expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(tenths.size).toBe(10);
    expect(drawn.reduce((sum, number) => sum + number) / drawn.length).toBeCloseTo(0.5, 1);
  });
});

describe("the randomness of a real loop", () => {
  it("lies in [0, 1) and does not repeat", () => {
    const loop = newEventLoop();
    const drawn = Array.from({ length: 100 }, () => loop.random());

    expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(new Set(drawn).size).toBe(100);
  });
});
