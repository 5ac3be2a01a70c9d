import { describe, expect, it } from "vitest";
import { bugs } from "../bugs/index.ts";
import * as races from "./races.ts";
import { alone, spread, type SpreadProgress } from "./spread.ts";
import * as twins from "./twins.ts";

const twinFile = "scenarios/seeds/twins.ts";

describe("the seeds of the bug suite", () => {
  it("end by a queue whose workers are killed as they end in one thread", async () => {
    const programs = ["semaphoreWedge", "mkdirp"].map((name) => ({ file: twinFile, name }));
    const all = [...programs, { file: "scenarios/seeds/races.ts", name: "peterson" }];
    const seen: SpreadProgress[] = [];
    const settings = { programs: all, seeds: 400, workers: 2, atOnce: 2, kills: { seed: 1, between: 3 } };
    const [bySpread, byOne] = await Promise.all([spread(settings, (progress) => seen.push(progress)), alone(settings)]);

    expect(bySpread.lines).toEqual(byOne.lines);
    expect(bySpread.lines.map((line) => line.replace(/ by .*/, ""))).toEqual([
      "semaphoreWedge passed 400",
      "mkdirp passed 400",
      expect.stringMatching(/^peterson failed \d+$/),
    ]);
    expect(bySpread.killed).toBeGreaterThan(0);
    expect(seen.at(-1)?.searches).toBe(3);
  }, 120_000);

  it("are those of every program", () => {
    for (const exports of [twins, races]) {
      expect(Object.values(exports).every((program) => typeof program === "function")).toBe(true);
      expect(Object.keys(exports)).toHaveLength(bugs.length);
    }
  });
});
