import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAst } from "vitest/node";

/** From bottom to top. A file may import its own folder and everything on a line above it. */
const layers = [
  ["host"],
  ["core"],
  ["loop"],
  ["sync", "tasks", "streams"],
  ["net", "process", "executors"],
  ["world/real", "world/simulated", "globals"],
  ["explore"],
  ["report"],
  ["index.ts", "testing.ts"],
  ["vitest", "fast-check", "cli", "timeline"],
];

/** The only files that may touch Node. */
const mayImportNode =
  /^(core\/(turns|native-context)\.ts|loop\/accounting[^/]*\.ts|world\/real\/.+|globals\/.+|cli\/.+|vitest\/.+)$/;

/** The only files that may keep state outside of objects: current task, turn queue, policy, canary. */
const mayKeepState = /^(core\/(current|turns|native-context)|loop\/policy|explore\/canary)\.ts$/;

/** The only folders that may use other packages. */
const mayImportPackages = /^(vitest|fast-check|cli|globals|timeline)\//;

const rank = new Map(layers.flatMap((members, level) => members.map((member) => [member, level])));

function memberOf(file: string): string {
  return [...rank.keys()].find((member) => file === member || file.startsWith(`${member}/`)) ?? posix.dirname(file);
}

/** What is wrong with a file whose path is relative to src. */
function violations(file: string, source: string): string[] {
  const { body } = parseAst(source, { lang: "ts" });
  return [
    ...importsIn(body).flatMap((from) => wrongImport(file, from)),
    ...body.flatMap(({ start, end }) => state(file, source.slice(start, end))),
  ];
}

function wrongImport(file: string, from: string): string[] {
  if (from.startsWith("node:")) return mayImportNode.test(file) ? [] : [`imports ${from}`];
  if (from.startsWith("#")) return [`imports its own build: ${from}`];
  if (!from.startsWith(".")) return mayImportPackages.test(file) ? [] : [`imports the package ${from}`];
  const own = memberOf(file);
  const other = memberOf(posix.join(posix.dirname(file), from));
  if (other === own || levelOf(other) < levelOf(own)) return [];
  return [`imports ${from}, but ${other} is not below ${own}`];
}

function levelOf(member: string): number {
  return rank.get(member) ?? Number.NaN; // compares false, so that a folder that is not in the table is a violation
}

/** Static, re-exported, dynamic and `import("…")` types alike. */
function importsIn(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const own = "source" in node ? literal(node.source) : [];
  return [...own, ...Object.values(node).flatMap(importsIn)];
}

function literal(node: unknown): string[] {
  if (typeof node !== "object" || node === null || !("value" in node)) return [];
  return typeof node.value === "string" ? [node.value] : [];
}

/** `let`, or a collection that is not declared read-only. A weak one says something about objects that it does not own. */
function state(file: string, statement: string): string[] {
  if (mayKeepState.test(file)) return [];
  const [, name] =
    /^(?:export )?(?:let|var) (\w+)/.exec(statement) ??
    /^(?:export )?const (\w+)\b(?!: Readonly)[^=]*= new (?:Map|Set)\b/.exec(statement) ??
    [];
  return name === undefined ? [] : [`keeps module-level state: ${name}`];
}

const files = readdirSync("src", { encoding: "utf8", recursive: true })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /(?<!\.test)\.ts$/.test(file));

describe("the layers of src", () => {
  it.each(files)("%s keeps to its layer", (file) => {
    expect(violations(file, readFileSync(`src/${file}`, "utf8"))).toEqual([]);
  });
});

describe("the check itself", () => {
  it("reports every kind of violation", () => {
    const found = violations(
      "sync/lock.ts",
      `import type { Gather } from "../tasks/gather.ts";
       import { Runner } from "../loop/runner.ts";
       export * from "../index.ts";
       export { x } from "./queue.ts";
       type Real = import("../world/real/net.ts").Network;
       const late = () => import("../elsewhere/x.ts");
       import { readFile } from "node:fs";
       import "fast-check";
       import { Lock } from "#sync/lock";
       // import "../tasks/wait.ts";
       let last = 'import "../tasks/wait.ts"';
       export const all = new Map<string, number>();
       const brands = new WeakSet<object>();
       const names = ["a"];
       const byName: ReadonlyMap<string, number> = new Map();`,
    );

    expect(found).toEqual([
      "imports ../tasks/gather.ts, but tasks is not below sync",
      "imports ../index.ts, but index.ts is not below sync",
      "imports ../world/real/net.ts, but world/real is not below sync",
      "imports ../elsewhere/x.ts, but elsewhere is not below sync",
      "imports node:fs",
      "imports the package fast-check",
      "imports its own build: #sync/lock",
      "keeps module-level state: last",
      "keeps module-level state: all",
    ]);
  });

  it("keeps the two worlds apart, and knows which files may touch Node", () => {
    expect(violations("world/real/net.ts", 'import net from "node:net"; import "../simulated/net.ts";')).toEqual([
      "imports ../simulated/net.ts, but world/simulated is not below world/real",
    ]);
  });
});
