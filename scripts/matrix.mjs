// Run the tests, the order of Node and the determinism check on every Node that timeloom supports, and compare their hashes.
import { command } from "./command.mjs";
import { must, nodeOf } from "./node-versions.mjs";

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
  const node = await nodeOf(major);
  const version = (await must(`"${node}" --version`)).trim();
  const test = await command(`"${node}" node_modules/vitest/vitest.mjs run`);
  const tests = /Tests +(.*) \(/.exec(test.output)?.[1] ?? "no tests ran";
  console.log(`${version}: ${tests}, ${test.seconds.toFixed(0)} s`);
  if (test.code !== 0) console.log(test.output);

  const order = await command(`"${node}" build/node-order/main.js && "${node}" build/node-order/main.js --no-drain`);
  console.log(`${version}: Node's order\n${order.output}`);

  const replay = await command(`"${node}" build/determinism/main.js`);
  const hashes = [...replay.output.matchAll(/^.*\b[0-9a-f]{64}\b.*$/gm)].map(([line]) => line).join("\n");
  const hashed = replay.code === 0 && hashes !== "";
  console.log(`${version}: ${hashed ? hashes : `determinism fails\n${replay.output}`}`);
  return { version, tests, seconds: test.seconds, hashes, passed: test.code === 0 && order.code === 0 && hashed };
}
