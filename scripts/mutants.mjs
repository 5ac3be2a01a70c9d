// Every patch in mutants/ breaks src in one way; the test that it names must turn red. `npm run mutants -- lock` takes
// the patches whose name contains "lock".
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { command } from "./command.mjs";

/** @typedef {{ readonly name: string, readonly kills: string, readonly why: string }} Mutant */

const lanes = 2;
const hangSeconds = 120;
/** Some tests write pages. */
const building = "tsc -p tsconfig.json && node scripts/bundle-timeline.mjs";
const copied = [
  "src",
  "tests",
  "properties",
  "scenarios",
  "conformance",
  "node-order",
  "real-order",
  "scripts",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
];

const mutants = readdirSync("mutants")
  .filter((file) => file.endsWith(".patch") && file.includes(process.argv[2] ?? ""))
  .toSorted()
  .map(describe);
if (mutants.length === 0) {
  console.error(`no patch has ${process.argv[2]} in its name: see mutants/`);
  process.exit(2);
}
const copies = Array.from({ length: lanes }, copyOfProject);
process.on("exit", () => copies.forEach((copy) => rmSync(copy, { recursive: true, force: true })));

const survivors = (await baselineIsGreen()) ? await hunt() : ["the tests fail without any mutant"];
console.log(survivors.length === 0 ? `\n${mutants.length} mutants, all killed` : `\n${survivors.join("\n")}`);
process.exitCode = survivors.length === 0 ? 0 : 1;

/**
 * @param {string} file
 * @returns {Mutant}
 */
function describe(file) {
  const text = readFileSync(join("mutants", file), "utf8");
  const kills = /^# kills: (.+)$/m.exec(text)?.[1];
  const why = /^# why: (.+)$/m.exec(text)?.[1];
  if (kills === undefined || why === undefined) throw new Error(`mutants/${file} lacks "# kills: …" or "# why: …"`);
  const missing = kills.split(" ").filter((test) => !existsSync(test));
  if (missing.length > 0) throw new Error(`mutants/${file} names no file: ${missing.join(" ")}`);
  return { name: file.replace(/\.patch$/, ""), kills, why };
}

function copyOfProject() {
  const copy = mkdtempSync(join(tmpdir(), "timeloom-mutants-"));
  for (const path of copied) {
    if (existsSync(path)) cpSync(path, join(copy, path), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  return copy;
}

async function baselineIsGreen() {
  const tests = [...new Set(mutants.flatMap(({ kills }) => kills.split(" ")))];
  const [copy = "."] = copies;
  const build = await command(building, { cwd: copy });
  // All of them at once take longer than one that hangs may.
  const { code, output, seconds } = build.code === 0 ? await runTests(copy, tests.join(" "), 10 * hangSeconds) : build;
  console.log(`${code === 0 ? "green " : "RED   "} without mutants: ${tests.length} files, ${seconds.toFixed(1)} s`);
  if (code !== 0) console.log(output);
  return code === 0;
}

/** @returns {Promise<string[]>} what is wrong */
async function hunt() {
  const waiting = [...mutants];
  /** @type {string[]} */
  const wrong = [];
  await Promise.all(
    copies.map(async (copy) => {
      for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
        const verdict = await fate(mutant, copy);
        console.log(`${verdict.killed ? "killed" : "ALIVE "} ${mutant.name.padEnd(44)} ${verdict.how}`);
        if (!verdict.killed) wrong.push(`mutants/${mutant.name}.patch: ${mutant.why}`);
      }
    }),
  );
  return wrong;
}

/**
 * @param {Mutant} mutant
 * @param {string} copy
 * @returns {Promise<{ killed: boolean, how: string }>}
 */
async function fate({ name, kills }, copy) {
  const patch = `git apply --recount "${resolve("mutants", `${name}.patch`)}"`;
  const apply = await command(patch, { cwd: copy });
  if (apply.code !== 0) return { killed: false, how: `does not apply\n${apply.output}` };
  try {
    const build = await command(building, { cwd: copy });
    if (build.code !== 0) return { killed: false, how: `does not compile\n${build.output}` };
    const { code, output, seconds } = await runTests(copy, kills);
    const time = `${seconds.toFixed(1)} s`;
    if (code === null) return { killed: true, how: `${time}  hangs` };
    if (code === 0) return { killed: false, how: `${time}  ${kills} stays green` };
    const failure = /^ *FAIL +(.+)$/m.exec(output)?.[1];
    return failure === undefined
      ? { killed: false, how: `${time}  no test fails\n${output}` }
      : { killed: true, how: `${time}  ${failure}` };
  } finally {
    await command(`${patch} --reverse`, { cwd: copy });
  }
}

/**
 * @param {string} copy
 * @param {string} tests
 * @param {number} [limitSeconds]
 */
function runTests(copy, tests, limitSeconds = hangSeconds) {
  return command(`node node_modules/vitest/vitest.mjs run ${tests}`, { cwd: copy, limitSeconds });
}
