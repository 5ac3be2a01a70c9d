// Mark the package's own sources in its maps, so that debuggers fold their frames and step over them; with --check, say which are not marked:
// https://tc39.es/ecma426/#sec-source-map-format
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const isCheck = process.argv.includes("--check");
const maps = readdirSync("dist", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js.map"));
if (maps.length === 0) throw new Error("Cannot mark source maps: dist has none");

for (const file of maps.map((name) => join("dist", name))) {
  const map = JSON.parse(readFileSync(file, "utf8"));
  const ignoreList = map.sources.map((/** @type {string} */ _, /** @type {number} */ at) => at);
  const marked = JSON.stringify({ ...map, ignoreList, x_google_ignoreList: ignoreList });
  if (!isCheck) writeFileSync(file, marked);
  else if (JSON.stringify(map) !== marked) {
    console.error(`${file} does not say that its sources are to be ignored: npm run build`);
    process.exitCode = 1;
  }
}
