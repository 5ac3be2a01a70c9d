import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { orderTools } from "./order-tools.ts";
import { timePrograms } from "./time-programs.ts";
import { timeTools } from "./time-tools.ts";

const page = readFileSync("docs/comparison.md", "utf8");

/** The rows of the table below a heading, cell by cell. */
function tableBelow(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("| "));
  const rows = lines.map((line) => line.slice(1, -1).split(" | "));
  return rows.map((cells) => cells.map((cell) => cell.trim())).filter(([first]) => !/^-+/.test(first ?? ""));
}

/** What the page says, by program and tool. */
function cellsBelow(heading: string): { program: string; tool: string; said: string }[] {
  const [tools = [], ...rows] = tableBelow(heading);
  return rows.flatMap(([program = "", ...cells]) =>
    cells.map((said, i) => ({ program, tool: (tools[i + 1] ?? "").replaceAll("`", ""), said })),
  );
}

describe("what the page says of time", () => {
  const cells = cellsBelow("Time");

  it("is of every program and tool", () => {
    expect(cells).toHaveLength(Object.keys(timePrograms).length * Object.keys(timeTools).length);
  });

  // Other versions of Node have other mock timers.
  const here = cells.filter(({ tool }) => tool !== "node:test" || process.version.startsWith("v20."));

  it.each(here)("is so: $program, $tool: $said", async ({ program, tool, said }) => {
    const controller = new AbortController();
    onTestFinished(() => controller.abort());
    const start = timePrograms[program];
    const outcome = await timeTools[tool]?.(() => start?.(controller.signal) ?? Promise.resolve("no such program"));

    expect(outcome ?? "never ends").toBe(said);
  });
});

describe("what the page says of orders", () => {
  const cells = cellsBelow("Orders");

  it("is of every program and tool", () => {
    expect(cells).toHaveLength(Object.values(orderTools).flatMap((programs) => Object.keys(programs)).length);
  });

  it.each(cells)("is so: $program, $tool: $said", async ({ program, tool, said }) => {
    expect(await orderTools[tool]?.[program]?.()).toBe(said);
  });
});

describe("what the page says of others", () => {
  it("has a source in each row", () => {
    const [, ...rows] = tableBelow("Elsewhere");

    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter((cells) => !/\]\(https:\/\//.test(cells.at(-1) ?? ""))).toEqual([]);
  });
});
