// The source files of a folder as a graph: what each imports, what it exports, and in which order.
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseAst } from "vitest/node";

/**
 * One statement at the top of a module. `names` are those that it exports.
 *
 * @typedef {{ readonly type: string, readonly start: number, readonly end: number, readonly names: readonly string[] }} Statement
 */

/**
 * A module: `imports` are the specifiers as they are written, of values and types alike.
 *
 * @typedef {{ readonly file: string, readonly source: string, readonly imports: readonly string[], readonly statements: readonly Statement[] }} Module
 */

/** Where programs begin: they are not named after an export. */
const entryPoint =
  /^(?:index|testing|(?:vitest|fast-check|instrument)\/index|vitest\/(?:config|setup)|instrument\/register|cli\/main|timeline\/main|world\/node\/workers\/worker-entry)\.ts$/;

/**
 * The modules below `root`, without tests and fixtures, by their path from there.
 *
 * @param {string} root
 * @returns {Module[]}
 */
export function modulesOf(root) {
  return readdirSync(root, { encoding: "utf8", recursive: true })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /(?<!\.test)\.ts$/.test(file))
    .toSorted()
    .map((file) => moduleOf(file, readFileSync(posix.join(root, file), "utf8")));
}

/**
 * @param {string} file
 * @param {string} source
 * @returns {Module}
 */
export function moduleOf(file, source) {
  const { body } = parseAst(source, { lang: "ts" });
  return { file, source, imports: importsIn(body), statements: body.map(statementOf) };
}

/**
 * The path of the module that `file` imports as `specifier`, or undefined for what is no file of the tree.
 *
 * @param {string} file
 * @param {string} specifier
 */
export function target(file, specifier) {
  return specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : undefined;
}

/**
 * The export that a module is named after, in the spelling that it has there.
 *
 * @param {Module} module
 * @returns {string | undefined}
 */
export function mainExport({ file, statements }) {
  const stem = posix.basename(file, ".ts").replaceAll("-", "").toLowerCase();
  return statements.flatMap(({ names }) => names).find((name) => name.toLowerCase() === stem);
}

/**
 * Whether a module is a program or an entry point of the package.
 *
 * @param {Module} module
 */
export function isEntryPoint({ file }) {
  return entryPoint.test(file);
}

/**
 * Groups of modules that import each other, directly or not; types count.
 *
 * @param {readonly Module[]} modules
 * @returns {string[][]} each group sorted, the largest first
 * @see {@link https://doi.org/10.1137/0201010 | Tarjan: Depth-first search and linear graph algorithms}
 */
export function circles(modules) {
  const edges = new Map(
    modules.map(({ file, imports }) => [file, imports.flatMap((specifier) => target(file, specifier) ?? [])]),
  );
  /** @type {Map<string, { index: number, low: number, onStack: boolean }>} */
  const seen = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const groups = [];
  /** @param {string} file */
  const visit = (file) => {
    const node = { index: seen.size, low: seen.size, onStack: true };
    seen.set(file, node);
    stack.push(file);
    for (const next of edges.get(file) ?? []) {
      if (!edges.has(next)) continue;
      const other = seen.get(next);
      if (other === undefined) node.low = Math.min(node.low, visit(next).low);
      else if (other.onStack) node.low = Math.min(node.low, other.index);
    }
    if (node.low === node.index) {
      const group = stack.splice(stack.indexOf(file));
      for (const member of group) /** @type {{ onStack: boolean }} */ (seen.get(member)).onStack = false;
      if (group.length > 1) groups.push(group.toSorted());
    }
    return node;
  };
  for (const file of edges.keys()) if (!seen.has(file)) visit(file);
  return groups.toSorted((one, other) => other.length - one.length);
}

/**
 * Static, re-exported, dynamic and `import("…")` types alike.
 *
 * @param {unknown} node
 * @returns {string[]}
 */
function importsIn(node) {
  if (typeof node !== "object" || node === null) return [];
  const own = "source" in node ? literal(node.source) : [];
  return [...own, ...Object.values(node).flatMap(importsIn)];
}

/**
 * @param {unknown} node
 * @returns {string[]}
 */
function literal(node) {
  if (typeof node !== "object" || node === null || !("value" in node)) return [];
  return typeof node.value === "string" ? [node.value] : [];
}

/**
 * @param {{ readonly type: string, readonly start: number, readonly end: number }} statement
 * @returns {Statement}
 */
function statementOf(statement) {
  const { type, start, end } = statement;
  return { type, start, end, names: type === "ExportNamedDeclaration" ? exportedNames(statement) : [] };
}

/**
 * @param {object} statement
 * @returns {string[]}
 */
function exportedNames(statement) {
  const { declaration = null, specifiers = [] } =
    /** @type {{ declaration?: { id?: { name: string }, declarations?: { id: { name: string } }[] } | null, specifiers?: { exported: { name: string } }[] }} */ (
      statement
    );
  if (declaration === null) return specifiers.map(({ exported }) => exported.name);
  const { id, declarations = [] } = declaration;
  return id ? [id.name] : declarations.map(({ id: declared }) => declared.name);
}
