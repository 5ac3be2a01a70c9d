import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { readdirSync } from "node:fs";
import {
  circles,
  isEntryPoint,
  mainExport,
  type Module,
  moduleOf,
  modulesOf,
  target,
} from "../scripts/source-tree.mjs";

/** From bottom to top. A file may import its own folder and everything on a line above it. */
const layers = [
  ["host"],
  ["core"],
  ["loop"],
  ["sync", "tasks"],
  ["net"],
  ["streams"],
  ["process", "executors"],
  ["world/simulated", "globals"],
  ["world/patched"],
  ["explore"],
  ["report"],
  ["world/node"],
  ["search"],
  ["index.ts", "testing.ts"],
  ["vitest", "fast-check", "cli", "timeline", "instrument"],
];

/** The only folders that may touch Node. */
const mayImportNode = /^(host\/node|world\/(node|patched)|search|globals|cli|vitest|instrument)\//;

/** The only files that may keep state outside of objects: current task, turn queue, policy, canary. */
const mayKeepState =
  /^(core\/context\/current|host\/turn-queue|loop\/event-loop-policy|explore\/self-checks\/require-canary)\.ts$/;

/** The only folders that may use other packages. */
const mayImportPackages = /^(vitest|fast-check|cli|globals|timeline|instrument)\//;

/** A folder with more source files wants rooms. */
const mostFiles = 16;
/** A file with more lines holds two ideas. */
const mostLines = 300;
/** asyncio's own knots: a loop makes tasks, a task is a future, a future knows its loop; transports and protocols know each other. */
const knot = /^(core\/(event-loop|future|task)|net\/(protocol|transport))\.ts$/;

const rank = new Map(layers.flatMap((members, level) => members.map((member) => [member, level])));

function memberOf(file: string): string {
  return [...rank.keys()].find((member) => file === member || file.startsWith(`${member}/`)) ?? posix.dirname(file);
}

/** What is wrong with a module, whose path is relative to src. */
function violations({ file, source, imports, statements }: Module): string[] {
  return [
    ...imports.flatMap((from) => wrongImport(file, from)),
    ...statements.flatMap(({ start, end }) => state(file, source.slice(start, end))),
  ];
}

/** What is wrong with how a module is named and laid out. */
function wrongLayout(module: Module): string[] {
  const { file, source, statements } = module;
  const lines = source.split("\n").length - 1;
  const tooLong = lines > mostLines ? [`has ${lines} lines`] : [];
  if (isEntryPoint(module)) return tooLong;
  const main = mainExport(module);
  if (main === undefined) return [...tooLong, `has no export that is called as ${posix.basename(file)} is`];
  const [first] = statements.filter(({ type }) => type !== "ImportDeclaration");
  return first?.names.includes(main) ? tooLong : [...tooLong, `does not begin with ${main}`];
}

function wrongImport(file: string, from: string): string[] {
  if (from.startsWith("node:")) return mayImportNode.test(file) ? [] : [`imports ${from}`];
  if (from.startsWith("#")) return [`imports its own build: ${from}`];
  const path = target(file, from);
  if (path === undefined) return mayImportPackages.test(file) ? [] : [`imports the package ${from}`];
  const own = memberOf(file);
  const other = memberOf(path);
  if (other === own || levelOf(other) < levelOf(own)) return [];
  return [`imports ${from}, but ${other} is not below ${own}`];
}

function levelOf(member: string): number {
  return rank.get(member) ?? Number.NaN; // compares false, so that a folder that is not in the table is a violation
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

/**
 * Pairs of rooms of one folder that import each other, as `explore: checks <-> execution`. Files beside the rooms are the
 * folder's own, and may be imported by its rooms.
 */
function mutualRooms(modules: readonly Module[]): string[] {
  const arrows = new Set<string>();
  for (const { file, imports } of modules) {
    for (const from of imports) {
      const [one, other] = roomsApart(file, target(file, from) ?? "");
      if (one !== undefined && other !== undefined) arrows.add(`${one} -> ${other}`);
    }
  }
  return [...arrows].flatMap((arrow) => {
    const [one = "", other = ""] = arrow.split(" -> ");
    return one < other && arrows.has(`${other} -> ${one}`) ? [`${one} <-> ${other}`] : [];
  });
}

/** The two rooms of the innermost folder that holds both files, if each lies in one. */
function roomsApart(one: string, other: string): string[] {
  const [left, right] = [one.split("/"), other.split("/")];
  const depth = left.findIndex((part, at) => part !== right[at]);
  if (depth === left.length - 1 || depth === right.length - 1) return [];
  return [left.slice(0, depth + 1).join("/"), right.slice(0, depth + 1).join("/")];
}

function crowded(modules: readonly Module[]): string[] {
  const counts = new Map<string, number>();
  for (const { file } of modules) counts.set(posix.dirname(file), (counts.get(posix.dirname(file)) ?? 0) + 1);
  return [...counts].flatMap(([folder, count]) => (count > mostFiles ? [`${folder} holds ${count} files`] : []));
}

const modules = modulesOf("src");

describe("the layers of src", () => {
  it.each(modules.map((module) => [module.file, module] as const))("%s keeps to its layer", (_, module) => {
    expect(violations(module)).toEqual([]);
  });

  it("has no two rooms that import each other", () => {
    expect(mutualRooms(modules)).toEqual([]);
  });

  it("has no folder that wants rooms", () => {
    expect(crowded(modules)).toEqual([]);
  });

  it("has no circle of imports but asyncio's own", () => {
    expect(circles(modules).filter((files) => !files.every((file) => knot.test(file)))).toEqual([]);
  });

  it.each(modules.map((module) => [module.file, module] as const))(
    "%s begins with what it is named after",
    (_, module) => {
      expect(wrongLayout(module)).toEqual([]);
    },
  );

  it("has tests that are named after the source beside them", () => {
    const files = readdirSync("src", { encoding: "utf8", recursive: true }).map((file) => file.replaceAll("\\", "/"));
    const tests = files.filter((file) => file.endsWith(".test.ts"));
    const sources = new Set(files);
    const nameless = tests.filter((test) => {
      const folder = posix.dirname(test);
      const [stem = ""] = posix.basename(test).split(".");
      return !sources.has(posix.join(folder, `${stem}.ts`));
    });

    expect(nameless).toEqual([]);
  });
});

describe("the check itself", () => {
  it("reports every kind of violation", () => {
    const found = violations(
      moduleOf(
        "sync/lock.ts",
        `import type { Gather } from "../tasks/gather.ts";
         import { Runner } from "../loop/runner.ts";
         export * from "../index.ts";
         export { x } from "./queue.ts";
         type Real = import("../world/node/net.ts").Network;
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
      ),
    );

    expect(found).toEqual([
      "imports ../tasks/gather.ts, but tasks is not below sync",
      "imports ../index.ts, but index.ts is not below sync",
      "imports ../world/node/net.ts, but world/node is not below sync",
      "imports ../elsewhere/x.ts, but elsewhere is not below sync",
      "imports node:fs",
      "imports the package fast-check",
      "imports its own build: #sync/lock",
      "keeps module-level state: last",
      "keeps module-level state: all",
    ]);
  });

  it("keeps the two worlds apart", () => {
    const real = moduleOf("world/simulated/net.ts", 'import net from "node:net"; import "../node/net.ts";');

    expect(violations(real)).toEqual([
      "imports node:net",
      "imports ../node/net.ts, but world/node is not below world/simulated",
    ]);
  });

  it("reports rooms that import each other, at any depth", () => {
    const tree = [
      moduleOf("explore/checks/judge.ts", 'import "../execution/execution.ts"; import "../settings.ts";'),
      moduleOf("explore/execution/execution.ts", 'import "../checks/judge.ts"; import "./parts/loop.ts";'),
      moduleOf("explore/settings.ts", 'import "./checks/judge.ts";'),
    ];

    expect(mutualRooms(tree)).toEqual(["explore/checks <-> explore/execution"]);
  });

  it("reports a file that is not named after an export, does not begin with it, or is too long", () => {
    expect(wrongLayout(moduleOf("sync/lock.ts", "export class Locker {}"))).toEqual([
      "has no export that is called as lock.ts is",
    ]);
    expect(wrongLayout(moduleOf("sync/lock.ts", 'import "./a.ts";\nconst a = 1;\nexport class Lock {}'))).toEqual([
      "does not begin with Lock",
    ]);
    expect(
      wrongLayout(moduleOf("tasks/as-completed.ts", `export function asCompleted() {}${"\n".repeat(301)}`)),
    ).toEqual(["has 301 lines"]);
    expect(wrongLayout(moduleOf("sync/lock.ts", 'import "./a.ts";\nexport class Lock {}\nconst a = 1;'))).toEqual([]);
    expect(wrongLayout(moduleOf("index.ts", 'export { Lock } from "./sync/lock.ts";'))).toEqual([]);
  });

  it("reports a folder with more than 16 files", () => {
    const files = Array.from({ length: 17 }, (_, i) => moduleOf(`sync/a${i}.ts`, ""));

    expect(crowded(files)).toEqual(["sync holds 17 files"]);
    expect(crowded(files.slice(1))).toEqual([]);
  });

  it("finds circles of imports, types counted", () => {
    const tree = [
      moduleOf("a.ts", 'import type { B } from "./b.ts";'),
      moduleOf("b.ts", 'import { c } from "./c.ts";'),
      moduleOf("c.ts", 'import { a } from "./a.ts"; import "./d.ts";'),
      moduleOf("d.ts", ""),
    ];

    expect(circles(tree)).toEqual([["a.ts", "b.ts", "c.ts"]]);
  });
});
