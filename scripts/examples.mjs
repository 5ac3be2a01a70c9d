// Install the packed tarball beside vitest 4, vitest 5 and Jest, as a user does: no warning, the types hold, the races of the
// examples are shown, they are gone when they are fixed, and timeloom's own tests of what both vitests do pass.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { command } from "./command.mjs";
import { must, nodeOf } from "./node-versions.mjs";

const rows = [
  { vitest: "4", node: process.execPath },
  { vitest: "5", node: await nodeOf("24") },
];

const folder = mkdtempSync(join(tmpdir(), "timeloom-examples-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

await must(`npm pack --pack-destination "${folder}"`);
const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz")) ?? "no tarball";
/** @type {string[]} */
const wrong = [];
for (const { vitest, node } of rows) {
  tell(`vitest ${vitest}`, node, await vitestProblems(vitest, node));
  tell(`service, vitest ${vitest}`, node, await serviceProblems(vitest, node));
}
tell("jest 30", process.execPath, await jestProblems());
process.exitCode = wrong.length === 0 ? 0 : 1;

/**
 * @param {string} what
 * @param {string} node
 * @param {readonly string[]} problems
 */
function tell(what, node, problems) {
  const { stdout: version } = spawnSync(node, ["--version"], { encoding: "utf8" });
  console.log(`${problems.length === 0 ? "pass" : "FAIL"}  ${what} on Node ${version.trim()}`);
  for (const problem of problems) console.log(`      ${problem.replaceAll("\n", "\n      ")}`);
  wrong.push(...problems);
}

/**
 * A copy of an example that depends on the tarball.
 *
 * @param {string} example
 * @param {string} name
 * @param {Readonly<Record<string, string>>} versions
 */
function copyOf(example, name, versions) {
  const cwd = join(folder, name);
  cpSync(`examples/${example}`, cwd, { recursive: true });
  const path = join(cwd, "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  Object.assign(manifest.devDependencies, { timeloom: `file:../${tarball}`, ...versions });
  writeFileSync(path, JSON.stringify(manifest));
  return cwd;
}

async function jestProblems() {
  const cwd = copyOf("jest", "jest", {});
  const install = await command("npm install --no-audit --no-fund", { cwd });
  const { output } = await command("npm test", { cwd });
  const passes = output.includes("✓ waits for an hour") && output.includes("✕ keeps every deposit");
  return [
    ...expected("npm install fails", install.code === 0, install.output),
    ...expected(
      "the race is not shown",
      passes && /replay +npx timeloom replay account\.test\.js/.test(output),
      output,
    ),
  ];
}

/**
 * What is wrong with the example, with one vitest on one Node.
 *
 * @param {string} version
 * @param {string} node
 */
async function vitestProblems(version, node) {
  const cwd = copyOf("vitest", `vitest-${version}`, { vitest: `^${version}.0.0` });
  for (const path of ["create-test", "create-test.world", "matchers", "fake-timers/driven-by-fake-timers.semantics"]) {
    const spec = forUsers(readFileSync(`src/vitest/${path}.test.ts`, "utf8"));
    writeFileSync(join(cwd, `${basename(path)}.spec.ts`), spec);
  }
  for (const name of [
    "early.mjs",
    "lazy.mjs",
    "lazier.mjs",
    "own-setup.mjs",
    "helpers.spec.mjs",
    "with-plugin.config.mjs",
    "world.spec.mjs",
    "with-world.config.mjs",
  ]) {
    cpSync(join("src/vitest/fixtures", name), join(cwd, name));
  }
  const run = (/** @type {string} */ line) => command(`PATH="${dirname(node)}:$PATH" ${line}`, { cwd });

  const install = await run("npm install --no-audit --no-fund");
  const types = await run(`"${node}" "${resolve("node_modules/typescript/bin/tsc")}" -p .`);
  const own = await run("CI=1 npx vitest run spec.ts");
  const pools = [];
  for (const pool of ["forks", "threads", "vmThreads"]) {
    pools.push(await run(`CI=1 npx vitest run --pool ${pool} semantics`));
    pools.push(await run(`CI=1 npx vitest run --pool ${pool} --config with-plugin.config.mjs`));
  }
  const world = await run("CI=1 npx vitest run --config with-world.config.mjs");
  const racy = await run("CI=1 npx vitest run account");
  const replay = /replay +(?<line>TIMELOOM_REPLAY=.*)$/m.exec(racy.output)?.groups?.["line"];
  const again = await run(`CI=1 ${replay ?? "false"}`);
  const fixed = await run("CI=1 FIXED=1 npx vitest run account");
  return [
    ...(await suiteProblems(cwd, run)),
    ...expected("npm install warns", install.code === 0 && !warns(install.output), install.output),
    ...expected("the types do not hold", types.code === 0, types.output),
    ...expected("timeloom's own tests fail", own.code === 0, own.output),
    ...pools.flatMap(({ code, output }) => expected("timeloom's own tests fail in a pool", code === 0, output)),
    ...expected("the simulated world fails", world.output.includes("1 failed | 3 passed"), world.output),
    ...expected("the race is not shown", racy.code === 1 && racy.output.includes("RaceError: "), racy.output),
    ...expected("the replay does not fail", again.output.includes("1 failed | 2 skipped"), again.output),
    ...expected("the fixed one fails", fixed.code === 0 && fixed.output.includes("3 passed"), fixed.output),
  ];
}

/**
 * What is wrong with the suite that exists already: as it was written, with the one line that puts it on timeloom, and with its race.
 *
 * @param {string} cwd
 * @param {(line: string) => Promise<{ readonly code: number | null, readonly output: string }>} run
 */
async function suiteProblems(cwd, run) {
  const suite = join(cwd, "shop/reservations.test.ts");
  const written = readFileSync(suite, "utf8");
  const converted = written.replace('import { test } from "vitest";', 'import { test } from "timeloom/vitest";');
  const before = await run("CI=1 npx vitest run shop/reservations.test.ts");
  writeFileSync(suite, converted);
  const after = await run("CI=1 npx vitest run shop/reservations.test.ts");
  const racy = await run("CI=1 npx vitest run shop");
  const fixed = await run("CI=1 FIXED=1 npx vitest run shop");
  return [
    ...expected("the suite fails as it is", before.code === 0 && before.output.includes("3 passed"), before.output),
    ...expected("the suite is not converted by one line", converted !== written, written),
    ...expected("the converted suite fails", after.code === 0 && after.output.includes("3 passed"), after.output),
    ...expected(
      "the race of the suite is not shown",
      racy.output.includes("RaceError: ") && racy.output.includes("1 failed | 3 passed"),
      racy.output,
    ),
    ...expected("the fixed suite fails", fixed.code === 0 && fixed.output.includes("4 passed"), fixed.output),
  ];
}

/**
 * What is wrong with the service: its suite passes on real sockets and on simulated ones, its races and its double charge are found, shrunk
 * and replayed, and are not found once they are mended.
 *
 * @param {string} version
 * @param {string} node
 */
async function serviceProblems(version, node) {
  const cwd = copyOf("service", `service-${version}`, { vitest: `^${version}.0.0` });
  const run = (/** @type {string} */ line) => command(`PATH="${dirname(node)}:$PATH" NO_COLOR=1 CI=1 ${line}`, { cwd });
  const install = await run("npm install --no-audit --no-fund");
  const types = await run(`"${node}" "${resolve("node_modules/typescript/bin/tsc")}" -p .`);
  const suite = await run("npx vitest run shop");
  const racy = await run("npx vitest run races");
  const found = findingsIn(racy.output);
  const isSoon = (/** @type {typeof found[number]} */ { execution }) => execution <= 50;
  const charge = found.at(-1);
  const again = [];
  for (const [, line] of racy.output.matchAll(/^ +replay +(TIMELOOM_REPLAY=.*)$/gm)) {
    again.push(await run(line ?? "false"));
  }
  const fixed = await run("FIXED=1 npx vitest run races");
  return [
    ...expected("npm install fails", install.code === 0, install.output),
    ...expected("the types do not hold", types.code === 0, types.output),
    ...expected("the suite fails", suite.code === 0 && suite.output.includes("8 passed"), suite.output),
    ...expected("not all bugs are shown", found.length === 4 && racy.output.includes("4 failed"), racy.output),
    ...expected("less than two races are found soon", found.slice(0, -1).filter(isSoon).length >= 2, racy.output),
    ...expected("the double charge is found late", charge !== undefined && charge.execution <= 200, racy.output),
    ...expected(
      "not all bugs shrink to three deviations",
      found.every(({ left }) => left <= 3),
      racy.output,
    ),
    ...expected("not all bugs can be replayed", again.length === 4, racy.output),
    ...again.flatMap(({ output }) =>
      expected(
        "a replay does not fail",
        output.includes("1 failed | 3 skipped") && output.includes("RaceError: "),
        output,
      ),
    ),
    ...expected("the fixed service fails", fixed.code === 0 && fixed.output.includes("4 passed"), fixed.output),
  ];
}

/**
 * When each bug was found, and how many deviations are left of it.
 *
 * @param {string} output
 */
function findingsIn(output) {
  const found = / found +in execution (?<execution>\d+) by.*\n.* shrunk +from \d+ deviations? to (?<left>\d+),/g;
  return Array.from(output.matchAll(found), ({ groups }) => ({
    execution: Number(groups?.["execution"]),
    left: Number(groups?.["left"]),
  }));
}

/**
 * A test of timeloom's own with the names by which users import what it imports.
 *
 * @param {string} source
 */
function forUsers(source) {
  return source.replaceAll('"#index"', '"timeloom"').replaceAll(/"#(testing|vitest)(?:\/index)?"/g, '"timeloom/$1"');
}

/**
 * @param {string} problem
 * @param {boolean} isFine
 * @param {string} output
 */
function expected(problem, isFine, output) {
  return isFine ? [] : [`${problem}\n${output}`];
}

/**
 * Whether npm warns of anything but the machine's own settings.
 *
 * @param {string} output
 */
function warns(output) {
  return /^npm (?:warn|error) (?!Unknown (?:user|env|project) config)/im.test(output);
}
