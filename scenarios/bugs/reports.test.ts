import { describe, expect, it } from "vitest";
import { urw } from "timeloom/testing";
import { bugs } from "./index.ts";
import { reportOf, withoutDetail } from "./report-of.ts";
import { outOfReach } from "./targets.ts";

const found = bugs.filter(({ id }) => !outOfReach.includes(id));

describe.each(found)("the report of $id", (bug) => {
  it("is what reports/ shows, in at most 60 lines of 120 columns, and the same in every run", async () => {
    const report = await reportOf(bug, urw());

    await expect(withoutDetail(report)).toMatchFileSnapshot(`reports/${bug.id}.txt`);
    const lines = report.split("\n");
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => Array.from(line).length > 120)).toEqual([]);
    await expect(reportOf(bug, urw())).resolves.toBe(report);
  });
});
