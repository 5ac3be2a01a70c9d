import { describe, expect, it } from "vitest";
import { explore, RaceError, urw } from "timeloom/testing";
import type { Program } from "./bug.ts";
import { bugs } from "./index.ts";
import { outOfReach } from "./targets.ts";

const found = bugs.filter(({ id }) => !outOfReach.includes(id));

async function reportOf(program: Program): Promise<string> {
  try {
    await explore(program, { level: "any-order", strategy: urw(), seed: 0, executions: 2_000 });
  } catch (error) {
    if (error instanceof RaceError) return error.message;
    throw error;
  }
  throw new Error("the bug was not found");
}

/** The text of an assertion below its first line is Node's, and differs between its versions. */
function withoutDetail(report: string): string {
  const [first = "", ...rest] = report.split("\n");
  const place = rest.findIndex((line) => line.startsWith("    at "));
  return [first, ...rest.slice(Math.max(0, place)), ""].join("\n");
}

describe.each(found)("the report of $id", ({ id, buggy }) => {
  it("is what reports/ shows, in at most 60 lines of 120 columns, and the same in every run", async () => {
    const report = await reportOf(buggy);

    await expect(withoutDetail(report)).toMatchFileSnapshot(`reports/${id}.txt`);
    const lines = report.split("\n");
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => Array.from(line).length > 120)).toEqual([]);
    await expect(reportOf(buggy)).resolves.toBe(report);
  });
});
