import { expect, it } from "vitest";
import { readOptions, UsageError } from "./options.ts";

it("runs a thousand programs if nothing else is asked for", () => {
  expect(readOptions([])).toEqual({ programs: 1_000, seed: 1 });
  expect(readOptions(["--programs", "20", "--seed", "7"])).toEqual({ programs: 20, seed: 7 });
});

it.each([
  [["--programs", "0"], '--programs takes an integer from 1, not "0"'],
  [["--seed", "x"], '--seed takes an integer from 0, not "x"'],
])("refuses %s", (args, message) => {
  expect(() => readOptions(args)).toThrow(new UsageError(message));
});
