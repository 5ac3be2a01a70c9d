import { expect, it } from "vitest";
import { testWorld } from "#vitest/test-world";

it.each([
  [{ world: "real", faults: ["reset"] }, "ValueError: Cannot have faults: the world of the test is not simulated"],
  [{ world: "simulated", faults: ["rest"] }, 'ValueError: Unknown fault of the world: "rest"'],
  [{ world: "simulated", mostFaults: 0 }, "ValueError: Invalid mostFaults: 0"],
  [{ world: "simulate" }, 'TypeError: world must be "real", "simulated" or a world, got "simulate"'],
])("%o is refused: %s", (asked: object, text) => {
  expect(() => testWorld(asked)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(text.replace(/^\w+: /, "")) }),
  );
  expect(() => testWorld(asked)).toThrow(expect.objectContaining({ name: /^\w+/.exec(text)?.[0] }));
});
