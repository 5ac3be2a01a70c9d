import { spawn } from "node:child_process";
import * as timeloom from "#index";
import * as testing from "#testing";

/**
 * A program that makes a mistake. It has every export of timeloom and of timeloom/testing at hand.
 *
 * @typedef {{
 *   readonly mistake: string,
 *   readonly program: string,
 *   readonly prints: readonly string[],
 *   readonly reports?: readonly string[],
 * }} Row
 */

/**
 * What a program wrote, without the lines of stacks, and how it ended: `code` is null if it was stopped.
 *
 * @typedef {{ readonly prints: string[], readonly reports: string[], readonly code: number | null }} Outcome
 */

const deadlineMs = 25_000;

/**
 * Run a program in a Node process of its own, and print the error that it ends with. Sockets and processes that it leaves
 * open are reported.
 *
 * @param {string} program
 * @returns {Promise<Outcome>}
 */
export function outcomeOf(program) {
  const source = [
    importOf(timeloom, import.meta.resolve("#index")),
    importOf(testing, import.meta.resolve("#testing")),
    "void [process.stdout, process.stderr];",
    "const openBefore = process.getActiveResourcesInfo();",
    `try { ${program} } catch (error) { console.log(String(error)); }`,
    reportsHandlesLeft,
  ].join("\n");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--input-type=module", "--eval", source], { timeout: deadlineMs });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (chunk) => (output.stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk) => (output.stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ prints: lines(output.stdout), reports: lines(output.stderr), code }));
  });
}

// A handle that is closed calls back in the next macrotask, and the socket in the one after.
const reportsHandlesLeft = `
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
  for (const type of process.getActiveResourcesInfo()) {
    const at = openBefore.indexOf(type);
    if (at >= 0) openBefore.splice(at, 1);
    else if (/^(TCP|UDP|Pipe|TLS|Connect|Process)/.test(type)) console.error("left open:", type);
  }`;

/**
 * @param {object} module
 * @param {string} url
 */
function importOf(module, url) {
  return `import { ${Object.keys(module).join(", ")} } from ${JSON.stringify(url)};`;
}

/** @param {string} text */
function lines(text) {
  return text.split("\n").filter((line) => line !== "" && !/^ +at /.test(line));
}
