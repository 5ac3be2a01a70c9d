import { expect, it } from "vitest";
import { readOptions, UsageError } from "./options.ts";

it("compares everything that is recorded, drained, if nothing else is asked for", () => {
  expect(readOptions([])).toEqual({
    sets: ["narrow", "wide", "full"],
    fresh: undefined,
    seed: undefined,
    drains: true,
  });
});

it("reads what is asked for", () => {
  const options = readOptions(["--set", "wide", "--fresh", "100", "--seed", "7", "--no-drain"]);

  expect(options).toEqual({ sets: ["wide"], fresh: 100, seed: 7, drains: false });
});

it.each([
  [["--set", "broad"], 'Unknown set "broad": it is one of narrow, wide, full'],
  [["--fresh", "0"], '--fresh takes an integer from 1, not "0"'],
  [["--fresh", "9", "--seed", "x"], '--seed takes an integer from 0, not "x"'],
  [["--seed", "1"], "--seed needs --fresh, whose programs it makes"],
])("refuses %s", (args, message) => {
  expect(() => readOptions(args)).toThrow(new UsageError(message));
});
