import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

// docs/cpython-tests.md names for each case of CPython a test of ours, or why it does not apply.

const [summary = "", ...files] = readFileSync("docs/cpython-tests.md", "utf8").split("\n## ");

it("each case is held by a test that is there, or does not apply for a reason", () => {
  const wrong = files.flatMap(rowsOf).filter(([, here = ""]) => {
    const links = Array.from(here.matchAll(/\[(?<title>(?:[^[\]]|\[[^\]]*\])+)\]\(\.\.\/(?<file>[^)]+)\)/g));
    const states = ({ groups: { title = "", file = "" } = {} }: RegExpExecArray): boolean =>
      readFileSync(join(file), "utf8").includes(title);
    return links.length === 0 ? !/^not applicable: ./.test(here) : !links.every(states);
  });

  expect(wrong).toEqual([]);
});

it("each case is there once", () => {
  for (const file of files) {
    const cases = rowsOf(file).flatMap(casesOf);
    expect(cases).toEqual([...new Set(cases)]);
  }
});

it("the figures are those of the tables", () => {
  const counted = files.map((file) => {
    const rows = rowsOf(file);
    const all = rows.flatMap(casesOf).length;
    const without = rows.filter(([, here = ""]) => here.startsWith("not applicable")).flatMap(casesOf).length;
    return [`\`${file.split("\n")[0] ?? ""}\``, all, without, all - without] as const;
  });
  const sum = (column: 1 | 2 | 3): number => counted.reduce((total, row) => total + row[column], 0);

  expect(rowsOf(summary).map(([file, , ...figures]) => [file, ...figures.map(Number)])).toEqual([
    ...counted,
    ["all", sum(1), sum(2), sum(3)],
  ]);
});

/** The rows of the first table of a section, without its header, as their cells. */
function rowsOf(section: string): string[][] {
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) => line.slice(2, -2).split(/ +\| +/));
}

function casesOf([cases = ""]: readonly string[]): string[] {
  return cases.match(/(?<=`)test_\w+/g) ?? [];
}
