import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { explore, formatSchedule, RaceError, replay } from "timeloom/testing";
import { races } from "./index.ts";
import type { Race } from "./race.ts";
import { simulation } from "./simulated-network.ts";

afterAll(() => {
  simulation.restore();
});

async function foundIn({ buggy, world }: Race): Promise<RaceError> {
  try {
    await explore(buggy, { world });
  } catch (error) {
    if (error instanceof RaceError) return error;
    throw error;
  }
  throw new Error("the race was not found");
}

/** The report without the places of look-ups: those of `fetch` are known on Node 24 and not on Node 20. */
function withoutLookups(report: string): string {
  return report.replaceAll(/(calls lookup of \S+) +\S+:\d+$/gm, "$1");
}

describe.each(races)("$affected: $title", (race) => {
  const { id, world, buggy, fixed, expect: expected, source } = race;

  it("is found by explore() with its defaults, and the report is what reports/ shows", async () => {
    const { finding, message } = await foundIn(race);

    expect(finding.failure.message).toContain(expected.message);
    expect([finding.level, finding.execution]).toEqual([expected.level, expected.execution]);
    expect(formatSchedule(finding.schedule)).toBe(expected.schedule);
    await expect(`${withoutLookups(message)}\n`).toMatchFileSnapshot(`reports/${id}.txt`);
  });

  it("fails again in a replay of the schedule, and not in the default order", async () => {
    await expect(replay(buggy, expected.schedule, { world })).rejects.toThrow(expected.message);
    await expect(replay(buggy, "v1:", { world })).resolves.toBeDefined();
  });

  it("fails in a replay by the command of the report", async () => {
    const report = readFileSync(`scenarios/real/reports/${id}.txt`, "utf8").replaceAll("\\\n", "");
    const [, schedule = ""] = /--schedule (v1:\S+)/.exec(report) ?? [];
    const args = ["dist/cli/main.js", "replay", `scenarios/real/${id}.ts`, "--schedule", schedule];

    const { code, out } = await new Promise<{ readonly code: unknown; readonly out: string }>((resolve) => {
      execFile(process.execPath, args, (error, out) => resolve({ code: error?.code, out }));
    });
    expect([code, out.split("\n", 1)[0]]).toEqual([1, `AssertionError: ${expected.message}`]);
  });

  it("is not in the corrected version, by a certificate", async () => {
    const { claim, choices } = await explore(fixed, { world });

    expect(claim.kind).toBe(expected.claim);
    expect(choices).toBeGreaterThan(0);
  });

  it("cites the issue tracker of the package", () => {
    expect(source.href).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w.-]+\/(issues|pull)\/\d+$/);
  });
});

describe("the README of the folder", () => {
  const readme = readFileSync("scenarios/real/README.md", "utf8");

  it.each(races)("lists $affected as it is", ({ affected, title, source, corrected, expect: { execution, claim } }) => {
    const row = readme.split("\n").find((line) => line.startsWith(`| ${affected} `));
    const [, , what, reported, found, fixed, proof] = (row ?? "").split("|").map((cell) => cell.trim());
    expect([what, found, fixed, proof]).toEqual([title, String(execution), corrected, claim.replace("-", " ")]);
    expect(reported).toContain(`(${source.href})`);
  });

  it("lists nothing else, and three of them need the network", () => {
    expect(readme.split("\n").filter((line) => /^\| \S+ \d/.test(line))).toHaveLength(races.length);
    expect(races.filter(({ world }) => world !== undefined).length).toBeGreaterThanOrEqual(3);
    expect(races.length).toBeGreaterThanOrEqual(12);
  });
});
