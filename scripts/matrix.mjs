// Run the tests and the determinism check on every Node that timeloom supports, and compare their hashes.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { command } from "./command.mjs";

/** @typedef {{ version: string, tests: string, seconds: number, hashes: string, passed: boolean }} Row */

const versions = process.argv.length > 2 ? process.argv.slice(2) : ["20", "22", "24", "26"];

await must("npm run programs");
/** @type {Row[]} */
const rows = [];
for (const version of versions) rows.push(await row(version));

const [first] = rows;
const equal = rows.every(({ hashes }) => hashes === first?.hashes);
console.log("\nnode        tests                          time  hash");
for (const { version, tests, seconds, hashes, passed } of rows) {
  const columns = [
    version.padEnd(10),
    tests.padEnd(26),
    `${seconds.toFixed(0).padStart(5)} s`,
    /[0-9a-f]{12}/.exec(hashes)?.[0] ?? "none",
  ];
  console.log([...columns, passed ? "" : "FAIL"].join("  ").trimEnd());
}
const passed = equal && rows.every((each) => each.passed);
console.log(equal ? `\nhashes agree:\n${first?.hashes ?? ""}` : "\nFAIL: the hashes differ");
process.exitCode = passed ? 0 : 1;

/**
 * @param {string} major
 * @returns {Promise<Row>}
 */
async function row(major) {
  const node = await install(major);
  const version = (await must(`"${node}" --version`)).trim();
  const test = await command(`"${node}" node_modules/vitest/vitest.mjs run`);
  const tests = /Tests +(.*) \(/.exec(test.output)?.[1] ?? "no tests ran";
  console.log(`${version}: ${tests}, ${test.seconds.toFixed(0)} s`);
  if (test.code !== 0) console.log(test.output);

  const replay = await command(`"${node}" build/determinism/main.js`);
  const hashes = [...replay.output.matchAll(/^.*\b[0-9a-f]{64}\b.*$/gm)].map(([line]) => line).join("\n");
  const hashed = replay.code === 0 && hashes !== "";
  console.log(`${version}: ${hashed ? hashes : `determinism fails\n${replay.output}`}`);
  return { version, tests, seconds: test.seconds, hashes, passed: test.code === 0 && hashed };
}

/**
 * A dependency `node` would shadow the machine's Node in every npm script: each lives in a folder of its own.
 *
 * @param {string} major
 */
async function install(major) {
  const folder = resolve(".matrix", major);
  const node = resolve(folder, "node_modules/node/bin/node");
  if (!existsSync(node)) {
    console.log(`node ${major}: installing`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(resolve(folder, "package.json"), '{ "private": true, "allowScripts": { "node": true } }\n');
    await must(`npm install --prefix "${folder}" --no-package-lock --no-audit --no-fund node@${major}`);
  }
  return node;
}

/** @param {string} line */
async function must(line) {
  const { code, output } = await command(line);
  if (code !== 0) throw new Error(`Cannot run ${line}\n${output}`);
  return output;
}
