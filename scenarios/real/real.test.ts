import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explore, formatSchedule, RaceError, replay } from "timeloom/testing";
import { races } from "./index.ts";
import type { Program } from "./race.ts";

async function foundIn(program: Program): Promise<RaceError> {
  try {
    await explore(program);
  } catch (error) {
    if (error instanceof RaceError) return error;
    throw error;
  }
  throw new Error("the race was not found");
}

describe.each(races)("$affected: $title", ({ id, buggy, fixed, expect: expected, source }) => {
  it("is found by explore() with its defaults, and the report is what reports/ shows", async () => {
    const { finding, message } = await foundIn(buggy);

    expect(finding.failure.message).toContain(expected.message);
    expect(finding.level).toBe(expected.level);
    expect(formatSchedule(finding.schedule)).toBe(expected.schedule);
    await expect(`${message}\n`).toMatchFileSnapshot(`reports/${id}.txt`);
  });

  it("fails again in a replay of the schedule, and not in the default order", async () => {
    await expect(replay(buggy, expected.schedule)).rejects.toThrow(expected.message);
    await expect(replay(buggy, "v1:")).resolves.toBeDefined();
  });

  it("fails in a replay by the command of the report", async () => {
    const [, schedule = ""] =
      /--schedule (v1:\S+)/.exec(readFileSync(`scenarios/real/reports/${id}.txt`, "utf8")) ?? [];
    const args = ["dist/cli/main.js", "replay", `scenarios/real/${id}.ts`, "--schedule", schedule];

    const { code, out } = await new Promise<{ readonly code: unknown; readonly out: string }>((resolve) => {
      execFile(process.execPath, args, (error, out) => resolve({ code: error?.code, out }));
    });
    expect([code, out.split("\n", 1)[0]]).toEqual([1, `AssertionError: ${expected.message}`]);
  });

  it("is not in the corrected version, by a certificate", async () => {
    const { claim, choices } = await explore(fixed);

    expect(claim.kind).toBe(expected.claim);
    expect(choices).toBeGreaterThan(0);
  });

  it("cites the issue tracker of the package", () => {
    expect(source.href).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w-]+\/(issues|pull)\/\d+$/);
  });
});
