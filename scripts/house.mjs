// How the source is laid out, in figures: `npm run house`.
import { posix } from "node:path";
import { circles, isEntryPoint, mainExport, modulesOf } from "./source-tree.mjs";

const modules = modulesOf("src");
const lines = new Map(modules.map(({ file, source }) => [file, source.split("\n").length - 1]));
const folders = byFolder();

console.log("files  median  largest  folder");
for (const [folder, members] of [...folders].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
  const sizes = members.map(({ file }) => lines.get(file) ?? 0).toSorted((one, other) => one - other);
  const row = [`${members.length}`.padStart(5), `${median(sizes)}`.padStart(6), `${sizes.at(-1)}`.padStart(7)];
  console.log([...row, folder].join("  "));
}
const sizes = [...lines.values()].toSorted((one, other) => one - other);
const [[largest = "", most = 0] = []] = [...lines].toSorted(([, one], [, other]) => other - one);
const knots = circles(modules);
const unnamed = modules.filter((module) => !isEntryPoint(module) && mainExport(module) === undefined);
const rows = [
  ["source files", `${modules.length}, median ${median(sizes)} lines, largest ${most} (${largest})`],
  [
    "folders with more than 16 files",
    listed(
      [...folders]
        .filter(([, members]) => members.length > 16)
        .map(([folder, members]) => `${folder} ${members.length}`),
    ),
  ],
  ["circles of imports", listed(knots.map((files) => `${files.length} (${files.join(" ")})`))],
  ["@internal tags", `${count(/@internal\b/g)}`],
  ["files without an export of their name", listed(unnamed.map(({ file }) => file))],
  ["casts `as unknown as`", `${count(/\bas unknown as\b/g)}`],
];
console.log();
for (const [title = "", text] of rows) console.log(`${title.padEnd(38)} ${text}`);

/** @param {RegExp} pattern */
function count(pattern) {
  return modules.reduce((sum, { source }) => sum + (source.match(pattern)?.length ?? 0), 0);
}

/** @param {readonly string[]} items */
function listed(items) {
  return items.length === 0 ? "0" : `${items.length}: ${items.join(", ")}`;
}

/** @param {readonly number[]} sorted */
function median(sorted) {
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function byFolder() {
  /** @type {Map<string, typeof modules>} */
  const groups = new Map();
  for (const module of modules) {
    const folder = posix.dirname(module.file);
    groups.set(folder, [...(groups.get(folder) ?? []), module]);
  }
  return groups;
}
