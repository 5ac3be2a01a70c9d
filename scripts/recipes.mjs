// One recipe needs better-sqlite3, whose native part is downloaded or compiled: here, and not in everybody's `npm ci`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { install } from "./install.mjs";

const folder = "tools/recipes";
/** Where the compiled examples of the pages look for packages. */
const link = "build/node_modules";

if (!works()) {
  run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder);
  const inPackage = ["explore", "--prefix", folder, "better-sqlite3", "--"];
  if (!run("npm", ...inPackage, "prebuild-install")) {
    if (!run("c++", "--version")) install(["g++", "make", "python3"]);
    run("npm", ...inPackage, "node-gyp rebuild --debug"); // unoptimised: half a minute instead of three
  }
}
rmSync(link, { force: true });
if (works()) {
  mkdirSync("build", { recursive: true });
  symlinkSync(`../${folder}/node_modules`, link, "dir");
} else {
  const hint = "needs a C++ compiler and the headers of this Node; the tests leave out its recipe";
  console.error(`better-sqlite3: its native part can be neither downloaded nor compiled\n  hint: ${hint}`);
}

/** A part that was compiled for another Node does not load. */
function works() {
  const database = JSON.stringify(`./${folder}/node_modules/better-sqlite3`);
  return existsSync(`${folder}/node_modules`) && run(process.execPath, "-e", `new (require(${database}))(":memory:")`);
}

/** @param {string} program @param {readonly string[]} args */
function run(program, ...args) {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}
