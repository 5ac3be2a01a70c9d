// Compare the types that users see, as the compiler emits them, with the snapshot in api/. `--accept` renews it.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { posix } from "node:path";

/** @type {{ exports: Record<string, string | { types: string }> }} */
const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const accepted = process.argv.includes("--accept");
const folder = accepted ? "api" : "build/api";

/** @type {Set<string>} */
const seen = new Set(); // a module is listed under the first entry point that reaches it
mkdirSync("api", { recursive: true });
mkdirSync(folder, { recursive: true });
for (const [entry, target] of Object.entries(manifest.exports)) {
  if (typeof target === "string") continue;
  const rollup = modules(posix.normalize(target.types)).map((file) => `// ${file}\n${signatures(file)}`);
  const name = entry === "." ? "index" : entry.slice("./".length).replaceAll("/", "-");
  writeFileSync(`${folder}/${name}.api.d.ts`, rollup.join("\n"));
}

if (!accepted) {
  const { status } = spawnSync("git", ["diff", "--no-index", "api", folder], { stdio: "inherit" });
  if (status !== 0) {
    console.log("\nThe public API differs from api/. If that is meant: npm run api -- --accept, then commit api/.");
    process.exitCode = 1;
  }
}

/**
 * A module and what it imports, depth first, without what was listed before.
 *
 * @param {string} file
 * @returns {string[]}
 */
function modules(file) {
  if (seen.has(file)) return [];
  seen.add(file);
  const imports = readFileSync(file, "utf8").matchAll(/(?:from |import\(|import )"(\.[^"]+)\.[jt]s"/g);
  return [file, ...[...imports].flatMap(([, to]) => modules(posix.join(posix.dirname(file), `${to}.d.ts`)))];
}

/**
 * A declaration file without its documentation, which may change without notice.
 *
 * @param {string} file
 * @returns {string}
 */
function signatures(file) {
  return readFileSync(file, "utf8").replaceAll(/^ *\/\*\*.*?\*\/\n/gms, "");
}
