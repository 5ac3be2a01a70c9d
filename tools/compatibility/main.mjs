// npm run compatibility [-- NAME …]: runs the rows on each Node, prints what it sees, and writes docs/compatibility.md if it was asked for all.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { nodeOf } from "../../scripts/node-versions.mjs";
import { kinds } from "./exchanges.mjs";
import { page } from "./page.mjs";
import { rows } from "./rows.mjs";

const words = { request: "a request", streaming: "a stream", dropped: "a dropped connection", timeOut: "a time-out" };
/** How long a row may take: all of them together take less. */
const deadlineMs = Number(process.env["ROW_DEADLINE_MS"] ?? 60_000);
const folder = fileURLToPath(new URL(".", import.meta.url));
const asked = process.argv.slice(2);
const chosen = rows.filter(({ name }) => asked.length === 0 || asked.includes(name));
/** The Nodes that timeloom supports, the oldest first. */
const versions = [20, 22, 24, 26];
const nodes = [];
for (const version of versions) nodes.push({ version, path: await nodeOf(String(version)) });

const results = [];
for (const row of chosen) {
  const seen = [];
  for (const node of nodes) seen.push({ version: node.version, ...(await resultOf(row, node)) });
  results.push({ row, seen });
  console.log(`${row.name.padEnd(18)} ${seen.map(({ version, verdict }) => `${version}: ${verdict}`).join("  ")}`);
}
for (const [at, version] of versions.entries()) {
  const working = results.filter(({ seen }) => seen[at].works).length;
  console.log(`Node ${version}: ${working} of ${results.length} work`);
}
if (asked.length === 0) {
  writeFileSync(new URL("../../docs/compatibility.md", import.meta.url), page(results));
}
const asExpected = ({ row, seen }) => seen.every(({ works, version }) => works || isTooNew(row, version));
process.exitCode = results.every(asExpected) ? 0 : 1;

/** Whether a Node does not have what the row is about. */
function isTooNew({ from = 0 }, version) {
  return version < from;
}

/** Run a row in a process of its own: what a library leaves behind is not the next one's. */
async function resultOf(row, node) {
  if (isTooNew(row, node.version)) return { works: false, verdict: `needs Node ${row.from}` };
  const { lines, errors, isLate } = await run(row.name, node.path);
  for (const kind of kinds) {
    const outcome = lines.find((line) => line.kind === kind);
    const missing = isLate
      ? `hangs: it has not ended after ${deadlineMs / 1000} s`
      : firstLine(errors) || "the process has ended";
    const message = outcome === undefined ? missing : outcome.message;
    if (message !== undefined) {
      return { works: false, ...countsOf(lines), verdict: `refused, ${words[kind]}: ${firstLine(message)}` };
    }
  }
  const verdict = row.but === undefined ? "works" : `works, but ${row.but}`;
  return { works: true, ...countsOf(lines), verdict };
}

/** What the row has said of its exchanges until it ended, or until the deadline. */
function run(name, node) {
  return new Promise((resolve) => {
    const child = spawn(node, ["run-row.mjs", name], { cwd: folder });
    let output = "";
    let errors = "";
    let isLate = false;
    const deadline = setTimeout(() => {
      isLate = true;
      child.kill("SIGKILL");
    }, deadlineMs);
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (errors += data));
    child.on("close", () => {
      clearTimeout(deadline);
      const lines = output.split("\n").filter((line) => line.startsWith('{"kind":'));
      resolve({ lines: lines.map((line) => JSON.parse(line)), errors, isLate });
    });
  });
}

/** How many resources of Node the row made, and how many of them were sockets. */
function countsOf(lines) {
  return { sockets: lines.reduce((sum, line) => sum + line.sockets, 0), resources: lines.at(-1)?.resources ?? 0 };
}

function firstLine(text) {
  return text.trim().split("\n")[0] ?? "";
}
