import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import * as timeloom from "#index";
import * as testing from "#testing";

const parity = "docs/asyncio-parity.md";
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "bench/README.md",
  "conformance/FORMAT.md",
  "node-order/README.md",
  "real-order/README.md",
].concat(
  readdirSync("docs", { encoding: "utf8", recursive: true })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
);

/** The text and the target of every link within the project. */
function linksOf(page: string): { text: string; target: string }[] {
  const links = readFileSync(page, "utf8").matchAll(/\[(?<text>(?:[^[\]]|\[[^[\]]*\])+)\]\((?<target>[^)\s]+)\)/g);
  return Array.from(links, ({ groups = {} }) => ({ text: groups["text"] ?? "", target: groups["target"] ?? "" }))
    .filter(({ target }) => !/^(https?:|#)/.test(target))
    .map(({ text, target }) => ({ text, target: join(dirname(page), target.replace(/#.*$/, "")) }));
}

/** The rows of tables that have not as many cells as the first row of their table. */
function unevenRows(page: string): string[] {
  const blocks = readFileSync(page, "utf8")
    .replaceAll(/^```.*?^```/gms, "")
    .split("\n\n");
  const tables = blocks.map((block) => block.split("\n").filter((line) => line.startsWith("|")));
  const cells = (row: string): number => row.split(/(?<!\\)\|/).length;
  return tables.flatMap((rows) => rows.filter((row) => cells(row) !== cells(rows[0] ?? "")));
}

/** The rows of the tables of a section, as their cells. */
function rowsOf(heading: string): string[][] {
  const section = readFileSync(parity, "utf8").split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => /^\| (?!-|asyncio |timeloom )/.test(line));
  return rows.map((row) => row.slice(2, -2).split(" | "));
}

it.each(pages)("%s links to files that exist", (page) => {
  expect(linksOf(page).filter(({ target }) => !existsSync(target))).toEqual([]);
});

it.each(pages)("%s has tables whose rows have as many cells as their headers", (page) => {
  expect(unevenRows(page)).toEqual([]);
});

describe("the page on parity", () => {
  it("names for each difference a test that is there", () => {
    const sources = linksOf(parity).filter(({ target }) => /^(src|tests)/.test(target));
    const wrong = sources.filter(({ text, target }) => !readFileSync(target, "utf8").includes(text));

    expect(wrong).toEqual([]);
    expect(rowsOf("Differences").filter((cells) => !/\]\(\.\.\/(?:src|tests)\//.test(cells.at(-1) ?? ""))).toEqual([]);
  });

  it("names everything that timeloom exports", () => {
    const page = readFileSync(parity, "utf8");
    const exported = Object.keys({ ...timeloom, ...testing });

    expect(exported.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it("says of each name of asyncio once what it is here", () => {
    const rows = rowsOf("Coverage");
    const names = rows.flatMap(([asyncio = ""]) => asyncio.match(/`[\w.]+`/g) ?? []);

    expect(rows.filter((cells) => cells.length !== 2)).toEqual([]);
    expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
  });
});
