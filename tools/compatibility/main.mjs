// npm run compatibility [-- NAME …]: runs the rows, prints the table, and writes docs/compatibility.md if it was asked for all of them.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { kinds } from "./exchanges.mjs";
import { page } from "./page.mjs";
import { rows } from "./rows.mjs";

const words = { request: "a request", streaming: "a stream", dropped: "a dropped connection", timeOut: "a time-out" };
/** How long a row may take: all of them together take less. */
const deadlineMs = Number(process.env["ROW_DEADLINE_MS"] ?? 60_000);
const folder = fileURLToPath(new URL(".", import.meta.url));
const asked = process.argv.slice(2);
const chosen = rows.filter(({ name }) => asked.length === 0 || asked.includes(name));
const results = [];
for (const row of chosen) {
  const result = await resultOf(row);
  results.push(result);
  console.log(`${row.name.padEnd(18)} ${result.verdict}`);
}
const working = results.filter(({ works }) => works).length;
if (asked.length === 0) {
  const file = new URL("../../docs/compatibility.md", import.meta.url);
  writeFileSync(file, page(results));
}
console.log(`${working} of ${results.length} work`);
process.exitCode = results.every(({ row, works }) => works || isTooNew(row)) ? 0 : 1;

/** Whether this Node does not have what the row is about. */
function isTooNew({ from = 0 }) {
  return Number.parseInt(process.versions.node, 10) < from;
}

/** Run a row in a process of its own: what a library leaves behind is not the next one's. */
async function resultOf(row) {
  if (isTooNew(row)) {
    return { row, works: false, verdict: `needs Node ${row.from}` };
  }
  const { lines, errors, isLate } = await run(row.name);
  for (const kind of kinds) {
    const outcome = lines.find((line) => line.kind === kind);
    const missing = isLate
      ? `hangs: it has not ended after ${deadlineMs / 1000} s`
      : firstLine(errors) || "the process has ended";
    const message = outcome === undefined ? missing : outcome.message;
    if (message !== undefined) {
      return {
        row,
        works: false,
        sockets: socketsOf(lines),
        verdict: `refused, ${words[kind]}: ${firstLine(message)}`,
      };
    }
  }
  const verdict = row.but === undefined ? "works" : `works, but ${row.but}`;
  return { row, works: true, sockets: socketsOf(lines), verdict };
}

/** What the row has said of its exchanges until it ended, or until the deadline. */
function run(name) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["run-row.mjs", name], { cwd: folder });
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

/** How many of the resources of Node that the row made were sockets. */
function socketsOf(lines) {
  const sockets = lines.reduce((sum, line) => sum + line.sockets, 0);
  return `${sockets} of ${(lines.at(-1)?.resources ?? 0).toLocaleString("en-US")}`;
}

function firstLine(text) {
  return text.trim().split("\n")[0] ?? "";
}
