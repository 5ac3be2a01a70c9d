import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { asyncioNames, type AsyncioNames } from "../scripts/asyncio-names.mjs";

// Every name of asyncio has a row under "Coverage" in docs/asyncio-parity.md. The list is docs/asyncio-names.json.

const asyncio = JSON.parse(readFileSync("docs/asyncio-names.json", "utf8")) as AsyncioNames;
const api = ["index", "testing"].map((entry) => readFileSync(`api/${entry}.api.d.ts`, "utf8")).join("\n");
const rows = coverage();

it("the list is that of CPython 3.14", async () => {
  expect(await asyncioNames()).toEqual(asyncio);
}, 60_000);

it("each name of `__all__`, and each method of a loop, has its row", () => {
  const names = [...Object.values(asyncio.names).flat(), ...asyncio.loop.map((name) => `loop.${name}`)];

  expect(names.filter((name) => !rows.has(name))).toEqual([]);
});

it("what a row does not call absent is there", () => {
  const ours = [...rows.values()].filter((here) => !here.startsWith("absent")).flatMap(namesIn);

  expect(ours.filter((name) => !isDeclared(name))).toEqual([]);
  expect([...rows.values()].filter((here) => /planned/.test(here))).toEqual([]);
});

it("each method of a class is there, or has a row of its own", () => {
  const missing = Object.entries(asyncio.members)
    .filter(([name]) => !rows.get(name)?.startsWith("absent"))
    .flatMap(([name, members]) => {
      const classes = isDeclared(name) ? [name] : namesIn(rows.get(name) ?? "");
      const isThere = (member: string): boolean => classes.some((ours) => hasMember(ours, camelCase(member)));
      return members.filter((member) => !isThere(member)).map((member) => `${name}.${member}`);
    });

  expect(missing.filter((name) => !rows.has(name))).toEqual([]);
});

/** What is said of each name. In a row, `loop.` stands before the first method only. */
function coverage(): ReadonlyMap<string, string> {
  const section = readFileSync("docs/asyncio-parity.md", "utf8").split("\n## Coverage\n")[1] ?? "";
  const said = new Map<string, string>();
  for (const row of section.split("\n").filter((line) => line.startsWith("| "))) {
    const [left = "", right = ""] = row.slice(2, -2).split(" | ");
    const names = namesIn(left);
    const firstMethod = names.findIndex((name) => name.startsWith("loop."));
    const full = (name: string, i: number): string =>
      firstMethod >= 0 && i > firstMethod && !name.includes(".") ? `loop.${name}` : name;
    for (const [i, name] of names.entries()) said.set(full(name, i), right.trim());
  }
  return said;
}

/** The names between backticks. */
function namesIn(cell: string): string[] {
  return Array.from(cell.matchAll(/`(?<name>[\w.]+)`/g), ({ groups = {} }) => groups["name"] ?? "");
}

/** Whether a name is exported, or is a method or an attribute of a loop. */
function isDeclared(name: string): boolean {
  return (
    new RegExp(`^export (?:type )?\\{[^}]*\\b${name}\\b|^export .*\\b${name}\\b`, "m").test(api) ||
    hasMember("EventLoop", name)
  );
}

/** Whether a class or an interface of ours, or one that it extends, declares `member`. */
function hasMember(name: string, member: string): boolean {
  const pattern = new RegExp(`(?:class|interface) ${name}\\b(?<head>[^{]*)\\{(?<body>.*?)^\\}`, "gms");
  return Array.from(api.matchAll(pattern)).some(({ groups: { head = "", body = "" } = {} }) => {
    if (new RegExp(`^ +[^(:]*\\b${member}\\b`, "m").test(body)) return true;
    const bases = head.replaceAll(/<[^>]*>/g, "").match(/[A-Z]\w+/g) ?? [];
    return bases.some((base) => base !== name && hasMember(base, member));
  });
}

function camelCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])_(?<letter>[a-z])/g, (_, letter: string) => letter.toUpperCase());
}
