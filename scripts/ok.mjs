// The gate: every check of the project, in one run. `npm run ok -- lint types` runs only these.
import { command } from "./command.mjs";

/** @typedef {{ readonly name: string, readonly line: string, readonly shows?: RegExp }} Step */

/** @type {readonly Step[]} */
const steps = [
  { name: "format", line: "oxfmt --check" },
  {
    name: "build",
    line: "tsc -p tsconfig.json && node scripts/ignore-list.mjs && node scripts/bundle-timeline.mjs && node scripts/chromium.mjs && node scripts/peers.mjs && node scripts/recipes.mjs",
  },
  // Behind the build: tests and programs see the types of the compiled package.
  { name: "lint", line: "oxlint --type-aware --deny-warnings" },
  {
    name: "types",
    line: "tsc -p tsconfig.programs.json && tsc -p tsconfig.tests.json && tsc -p tsconfig.timeline.json",
  },
  {
    name: "tests",
    line: "c8 --config coverage.config.json vitest run",
    shows: /Tests +(?<tests>.*) \(|All files.*?\|.*?\| +(?<branches>\S+) \| +(?<functions>\S+) \| +(?<lines>\S+)/g,
  },
  { name: "conformance", line: "node build/conformance/main.js", shows: /(?<last>[^\n]+)\n*$/g },
  {
    name: "node order",
    line: "node build/node-order/main.js && node build/node-order/main.js --set full --no-drain",
    shows: /(?<last>[^\n]+)\n*$/g,
  },
  { name: "real order", line: "node build/real-order/main.js --programs 300", shows: /(?<last>[^\n]+)\n*$/g },
  { name: "api", line: "node scripts/api.mjs" },
  { name: "dead code", line: "knip" },
  { name: "package", line: "npm run --silent package" },
];

const asked = process.argv.slice(2);
const failed = [];
for (const { name, line, shows } of steps.filter((step) => asked.length === 0 || asked.includes(step.name))) {
  const { code, output, seconds } = await command(line);
  const passed = code === 0;
  const row = `${passed ? "pass" : "FAIL"}  ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s`;
  console.log([row, ...(shows === undefined ? [] : details(output, shows))].join("  "));
  if (!passed) {
    failed.push(name);
    console.log(`\n$ ${line}\n${output}${code === null ? "stopped, its time was up\n" : ""}`);
  }
}
console.log(failed.length === 0 ? "\nok" : `\nfailed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/**
 * The named groups of every match: `312 passed  branches 96.1`.
 *
 * @param {string} output
 * @param {RegExp} pattern
 * @returns {string[]}
 */
function details(output, pattern) {
  return [...output.matchAll(pattern)].flatMap(({ groups = {} }) =>
    Object.entries(groups).flatMap(([name, value]) =>
      value === undefined ? [] : [name === "last" ? value : `${name} ${value}`],
    ),
  );
}
