// Runs the tests of streams, transports, processes and executors, and counts them: those that run on Node, those that run in the
// simulated world. Both are the same, but for what is listed here.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "./command.mjs";

/**
 * @typedef {{ readonly ancestorTitles: readonly string[], readonly title: string, readonly status: string }} Test
 * @typedef {{ readonly testResults: readonly { readonly name: string, readonly assertionResults: readonly Test[] }[] }} Report
 * @typedef {{ readonly folder: string, readonly world: string, readonly name: string }} Counted
 */

const folders = ["net", "streams", "process", "executors"];

/** What is tested in one world only, and why. @type {Readonly<Record<string, string>>} */
const exceptions = {
  "connectAcceptedSocket() in the real world": "a simulated world has no sockets of Node",
  "connectAcceptedSocket() in the simulated world": "it says so",
  "the file of a Unix socket in the real world": "a simulated world has no files",
  "streams over TLS in the real world": "the peer is node:tls, which may close one direction",
};

const { tests, failed } = await run();
const counted = tests.filter(({ world }) => world !== "");
const unpaired = counted.filter((test) => !counted.some((other) => isTwin(test, other)));
const unlisted = unpaired.filter(({ name }) => !Object.keys(exceptions).some((listed) => name.startsWith(listed)));

for (const folder of [...folders, "all"]) {
  const here = tests.filter((test) => folder === "all" || test.folder === folder);
  const [real, simulated, neither] = ["real", "simulated", ""].map(
    (world) => here.filter((test) => test.world === world).length,
  );
  console.log(`${folder.padEnd(10)} real ${pad(real)}  simulated ${pad(simulated)}  without a world ${pad(neither)}`);
}
for (const [listed, why] of Object.entries(exceptions)) {
  console.log(`\n${listed}: ${unpaired.filter(({ name }) => name.startsWith(listed)).length}, since ${why}`);
}
for (const { name } of unlisted) console.log(`\nin one world only: ${name}`);
console.log(failed.map((name) => `\nfailed: ${name}`).join(""));
process.exitCode = unlisted.length === 0 && failed.length === 0 ? 0 : 1;

/**
 * Every test, and the names of those that failed.
 *
 * @returns {Promise<{ tests: Counted[], failed: string[] }>}
 */
async function run() {
  const folder = mkdtempSync(join(tmpdir(), "timeloom-worlds-"));
  const file = join(folder, "tests.json");
  const places = folders.map((name) => `src/${name}`).join(" ");
  await command(`vitest run ${places} --reporter=json --outputFile=${file}`);
  /** @type {Report} */
  const { testResults } = JSON.parse(readFileSync(file, "utf8"));
  rmSync(folder, { recursive: true });
  const all = testResults.flatMap(({ name: path, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => {
      const name = [...ancestorTitles, title].join(" ").replaceAll(/'(real|simulated)'/g, "$1");
      const world = /\b(?<world>real|simulated) (?:world|network)\b/.exec(ancestorTitles.join(" ").replaceAll("'", ""));
      const within = folders.find((known) => path.includes(`/src/${known}/`)) ?? "";
      return { folder: within, world: world?.groups?.["world"] ?? "", name, status };
    }),
  );
  return { tests: all, failed: all.filter(({ status }) => status !== "passed").map(({ name }) => name) };
}

/**
 * Whether two tests are the same one in different worlds.
 *
 * @param {Counted} one
 * @param {Counted} other
 * @returns {boolean}
 */
function isTwin(one, other) {
  return one.world !== other.world && one.folder === other.folder && sameName(one) === sameName(other);
}

/**
 * @param {Counted} test
 * @returns {string}
 */
function sameName({ name }) {
  return name.replaceAll(/\b(?:real|simulated) (world|network)\b/g, "$1");
}

/**
 * @param {number | undefined} count
 * @returns {string}
 */
function pad(count = 0) {
  return String(count).padStart(4);
}
