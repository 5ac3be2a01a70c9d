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

it("says when it was written, and how many rows work", () => {
  const working = cells.filter(([, , , seen]) => (seen ?? "").startsWith("works")).length;

  expect(page).toMatch(/Seen on \d{4}-\d\d-\d\d, with Node \d+\.\d+\.\d+/);
  expect(page).toContain(`${working} of ${rows.length} work.`);
  expect(working).toBeGreaterThanOrEqual(24);
});

it("says of each row that ran how many of its resources were real sockets: of one that works, none", () => {
  const ran = cells.filter(([, , , seen = ""]) => !seen.startsWith("needs"));

  for (const [, , , seen = "", sockets] of ran) {
    expect(sockets?.trim()).toMatch(/^\d+ of [1-9][\d,]*$/);
    if (seen.startsWith("works")) expect(sockets).toMatch(/^0 of /);
  }
});

it("has a program for every row", () => {
  expect(rows.filter(({ file }) => !existsSync(`tools/compatibility/${file}`))).toEqual([]);
});
