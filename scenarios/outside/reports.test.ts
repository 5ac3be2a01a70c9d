import { describe, expect, it } from "vitest";
import { auto } from "timeloom/testing";
import { reportOf, withoutDetail } from "../bugs/report-of.ts";
import { bugs } from "./index.ts";

describe.each(bugs)("the report of $id", (bug) => {
  it("is what reports/ shows, in at most 60 lines of 120 columns, and the same in every run", async () => {
    const report = await reportOf(bug, auto());

    await expect(withoutDetail(report)).toMatchFileSnapshot(`reports/${bug.id}.txt`);
    const lines = report.split("\n");
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => Array.from(line).length > 120)).toEqual([]);
    await expect(reportOf(bug, auto())).resolves.toBe(report);
  });
});
