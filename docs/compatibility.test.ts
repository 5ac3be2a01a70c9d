import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { rows } from "../tools/compatibility/rows.mjs";

const page = readFileSync("docs/compatibility.md", "utf8");
const manifest = JSON.parse(readFileSync("tools/compatibility/package.json", "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

/** The cells of the table. */
const cells = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (-|library )/.test(line))
  .map((line) => line.slice(2, -2).split(/ +\| +/));

it("shows every row of the code, in its order", () => {
  expect(cells.map(([name]) => name)).toEqual(rows.map(({ name }) => name));
});

it("shows the versions that are installed, which are exact", () => {
  const shown = cells.map(([, versions]) => versions?.split(", ").map((version) => version.split(" ").at(-1)));
  const installed = rows.map(({ packages }) => packages.map((name) => manifest.dependencies[name]));

  expect(shown).toEqual(installed.map((versions) => (versions.length === 0 ? ["Node"] : versions)));
  for (const version of Object.values(manifest.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

const versions = ["20", "22", "24", "26"];

/** What the table says of each Node, from the oldest to the newest. */
const seen = cells.map((line) => line.slice(3, -1));

it("says when it was written, and how many rows work on each Node", () => {
  expect(page).toMatch(/Seen on \d{4}-\d\d-\d\d\./);
  for (const [at, version] of versions.entries()) {
    const working = seen.filter((line) => line[at]?.startsWith("works")).length;

    expect(page).toContain(`${working} work on Node ${version}`);
    expect(working).toBeGreaterThanOrEqual(24);
  }
});

it("says how many resources of each row were real sockets: of one that works, none", () => {
  for (const [at, line] of cells.entries()) {
    expect(seen[at]).toHaveLength(versions.length);
    expect(line.at(-1)?.trim()).toMatch(/^\d+ of [1-9][\d,]*$/);
    if (seen[at]?.every((verdict) => /^works|^needs/.test(verdict))) expect(line.at(-1)).toMatch(/^0 of /);
  }
});

it("has a program for every row", () => {
  expect(rows.filter(({ file }) => !existsSync(`tools/compatibility/${file}`))).toEqual([]);
});
