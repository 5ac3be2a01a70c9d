import { beforeAll, describe, expect, it } from "vitest";
import { newEventLoop } from "timeloom";
import { compression, duration, milliseconds } from "./amounts.ts";
import { difference } from "./difference.ts";
import { scenarios } from "./index.ts";
import { replay, replayOn } from "./replay.ts";

// A database takes seconds to start, which are of no test.
beforeAll(async () => {
  for (const program of scenarios.flatMap(({ programs }) => programs)) if ("main" in program) await program.prepare?.();
}, 120_000);

describe.each(scenarios)("$id: $title", ({ programs, source }) => {
  it.each(programs)("$name", async (program) => {
    expect(difference(program.expect, await replay(program))).toEqual([]);
  });

  it.each(programs)("$name, once more in the same process", async (program) => {
    const first = await replay(program);
    expect(await replay(program)).toEqual(first);
  });

  it("names its programs apart", () => {
    expect(new Set(programs.map(({ name }) => name)).size).toBe(programs.length);
  });

  it("cites the documentation", () => {
    for (const { origin, pathname } of source) {
      expect(`${origin}${pathname}`).toMatch(/^https:\/\/docs\.python\.org\/3\/library\/[a-z.-]+\.html$/);
    }
    expect(source).not.toEqual([]);
  });
});

/** Node imports the functions that workers call, which are TypeScript here. `npm start` runs their build on any Node. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const importsTypes = major > 22 || (major === 22 && minor >= 18);

describe.skipIf(!importsTypes).each(scenarios.filter(({ id }) => id.startsWith("W")))(
  "$id on the host",
  ({ programs }) => {
    it.each(programs.filter(({ hurried }) => hurried === undefined))("$name", async (program) => {
      const { output, verdict } = await replayOn(newEventLoop, program);
      expect({ output, verdict }).toEqual({ output: program.expect.output, verdict: program.expect.verdict });
    });
  },
);

describe("the list of scenarios", () => {
  it("holds T01 to T24, S01 to S06 and W01 to W12 once each, in this order", () => {
    expect(scenarios.map(({ id }) => id)).toEqual([...ids("T", 24), ...ids("S", 6), ...ids("W", 12)]);
  });

  it("shows both styles: at least a third of the programs in loops are generators", () => {
    const mains = scenarios.flatMap(({ programs }) => programs).flatMap((each) => ("main" in each ? [each.main] : []));
    const generators = mains.filter((main) => main.constructor.name === "GeneratorFunction");
    expect(generators.length * 3).toBeGreaterThanOrEqual(mains.length);
    expect(generators.length).toBeLessThan(mains.length);
  });
});

describe("difference()", () => {
  const expected = { output: ["a", "b", "c"], duration: 1, verdict: "passes" } as const;

  it("is empty for equal outcomes", () => {
    expect(difference(expected, { ...expected, output: ["a", "b", "c"] })).toEqual([]);
  });

  it("marks what is missing, what is too much and how the program ended", () => {
    const actual = { output: ["a", "c", "d"], duration: 1.5, verdict: "fails", error: "Error: x" } as const;
    expect(difference(expected, actual)).toEqual([
      "  a",
      "- b",
      "  c",
      "- = passes after 1 s",
      "+ d",
      "+ = fails after 1.5 s: Error: x",
    ]);
  });
});

describe("amounts for a reader", () => {
  it.each([
    [0, "0 s"],
    [0.75, "0.75 s"],
    [59.9996, "60 s"],
    [60, "1 min"],
    [606, "10 min 6 s"],
    [3_600, "1 h"],
    [7_995, "2 h 13 min"],
  ])("%f s is %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it("rounds milliseconds and the compression", () => {
    expect([milliseconds(0.44), milliseconds(123.4), compression(18_850, 596)]).toEqual([
      "0.4 ms",
      "123 ms",
      "32,000 ×",
    ]);
  });
});

function ids(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${String(i + 1).padStart(2, "0")}`);
}
