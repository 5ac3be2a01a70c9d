// @ts-nocheck -- the suites are JavaScript, as those of other people are
// Run suites of other people in real and in virtual time, on vitest: the same tests pass, and how long each takes. bottleneck, better-queue
// and promise-retry ship their tests in npm; for packages that do not, scripts/suites/ has what their tests say, in our words.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What is downloaded, and its integrity. @type {Readonly<Record<string, readonly [version: string, integrity?: string]>>} */
const downloads = {
  "better-queue": [
    "3.8.12",
    "sha512-D9KZ+Us+2AyaCz693/9AyjTg0s8hEmkiM/MB3i09cs4MdK1KgTSGJluXRYmOulR69oLZVo2XDFtqsExDt8oiLA==",
  ],
  "promise-retry": [
    "2.0.1",
    "sha512-y+WKFlBR8BGXnsNlIHFGPZmyDf3DFMoLhaflAnyZgV6rG6xu+JwesTo2Q9R6XwYmtmwAFCkAk3e35jEdoeh/3g==",
  ],
  "expect.js": ["0.3.1"],
  "sleep-promise": ["8.0.1"],
};
const folder = resolve("build/suites");

/** Files for mocha, by package: those that need no server and no process. */
const shipped = {
  bottleneck: mochaFiles("node_modules/bottleneck/test", [
    "batcher",
    "group",
    "priority",
    "promises",
    "retries",
    "states",
    "stop",
  ]),
  "better-queue": mochaFiles(join(folder, "node_modules/better-queue/test"), [
    "basic",
    "complex",
    "stats",
    "ticket",
    "tickets",
  ]),
  "promise-retry": mochaFiles(join(folder, "node_modules/promise-retry/test"), ["test"]),
};
const own = ["async-mutex", "cockatiel", "p-queue", "p-retry", "p-throttle", "p-timeout", "p-wait-for"];

process.exitCode = main();

function main() {
  download();
  let differing = 0;
  console.log(row("suite", "tests", "real", "virtual", "passes"));
  for (const name of [...Object.keys(shipped), ...own]) {
    const [real, virtual] = [run(name, false), run(name, true)];
    const only = [...real.passed].filter((test) => !virtual.passed.has(test));
    const same = real.passed.size > 0 && only.length === 0 && real.passed.size === virtual.passed.size;
    if (!same) differing += 1;
    console.log(
      row(name, real.tests, seconds(real), seconds(virtual), same ? `${real.passed.size}, the same` : "DIFFER"),
    );
    for (const test of virtual.passed) if (!real.passed.has(test)) console.log(`  fails in real time only: ${test}`);
    for (const test of only) console.log(`  fails in virtual time only: ${test}`);
  }
  return differing === 0 ? 0 : 1;
}

function mochaFiles(path, names) {
  return names.map((name) => resolve(path, `${name}.js`)).join(",");
}

function download() {
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries(Object.entries(downloads).map(([name, [version]]) => [name, version]));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  const { status } = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], {
    cwd: folder,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("npm install has failed: is the network there?");
  const { packages } = JSON.parse(readFileSync(join(folder, "node_modules/.package-lock.json"), "utf8"));
  for (const [name, [, integrity]] of Object.entries(downloads)) {
    const actual = packages[`node_modules/${name}`].integrity;
    if (integrity !== undefined && actual !== integrity) throw new Error(`${name} is not what was pinned: ${actual}`);
  }
}

function run(name, isVirtual) {
  const report = join(folder, `${name}-${isVirtual ? "virtual" : "real"}.json`);
  rmSync(report, { force: true }); // of an earlier run
  const files = shipped[name];
  const env = {
    ...process.env,
    SUITES_VIRTUAL: isVirtual ? "1" : "",
    SUITES_SPEC: files === undefined ? `${name}{,.*}.own.mjs` : "mocha.spec.mjs",
    SUITES_MOCHA: files ?? "",
  };
  const config = resolve("scripts/suites/vitest.config.mjs");
  const args = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--config",
    config,
    "--reporter=json",
    `--outputFile=${report}`,
  ];
  spawnSync(process.execPath, args, { env, stdio: "ignore", timeout: 300_000 });
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const passed = new Set(tests.filter(({ status }) => status === "passed").map(({ fullName }) => fullName));
  const ms = tests.reduce((sum, { duration = 0 }) => sum + duration, 0);
  return { tests: tests.length, passed, ms };
}

function seconds({ ms }) {
  return `${(ms / 1_000).toFixed(2)} s`;
}

function row(name, ...cells) {
  return `${name.padEnd(16)}${cells.map((cell) => String(cell).padStart(14)).join("")}`;
}
