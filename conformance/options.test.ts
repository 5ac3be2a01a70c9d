import { describe, expect, it } from "vitest";
import { UsageError, readOptions } from "./options.ts";

function complaint(...args: string[]): string {
  try {
    readOptions(args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return "no complaint";
}

describe("readOptions", () => {
  it("runs the corpus if nothing is said", () => {
    const { style, seed, source } = readOptions([]);
    expect({ style, seed }).toEqual({ style: undefined, seed: undefined });
    expect(source).toMatchObject({ programs: expect.stringMatching(/programs\.jsonl\.gz$/) });
  });

  it("takes a style, a seed and a number of fresh programs", () => {
    expect(readOptions(["--style", "mixed", "--seed", "7", "--fresh", "20"])).toEqual({
      style: "mixed",
      seed: 7,
      source: { fresh: 20 },
    });
  });

  it.each([
    [["--style", "fast"], 'Unknown style "fast": it is one of generator, async, mixed'],
    [["--seed", "-1"], /--seed/],
    [["--seed", "1.5"], '--seed takes an integer from 0, not "1.5"'],
    [["--fresh", "0"], '--fresh takes an integer from 1, not "0"'],
    [["--fresh", "5", "--programs", "p"], "--fresh makes its own programs and traces"],
    [["--traces", "t"], "--traces needs --programs, which they are the traces of"],
    [["--speed"], /Unknown option '--speed'/],
    [["corpus"], /Unexpected argument 'corpus'/],
  ])("says what is wrong with %j", (args, message) => {
    expect(complaint(...args)).toMatch(message);
  });
});
