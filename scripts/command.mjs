import { spawn } from "node:child_process";
import { delimiter, resolve } from "node:path";

/**
 * How a command ended: `code` is null if its time was up.
 *
 * @typedef {{ readonly code: number | null, readonly output: string, readonly seconds: number }} Outcome
 */

const env = {
  ...process.env,
  NO_COLOR: "1",
  PATH: [resolve("node_modules/.bin"), process.env["PATH"]].join(delimiter),
};

/**
 * Run a shell command to its end and keep what it prints.
 *
 * @param {string} line
 * @param {{ cwd?: string, limitSeconds?: number }} [options]
 * @returns {Promise<Outcome>}
 */
export function command(line, { cwd = ".", limitSeconds = 3_600 } = {}) {
  return new Promise((done) => {
    const start = performance.now();
    // `exec` makes the shell become the program, so that the limit stops the program itself.
    const child = spawn(line, {
      cwd,
      env,
      shell: true,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limitSeconds * 1_000,
      killSignal: "SIGKILL",
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("close", (code) => done({ code, output, seconds: (performance.now() - start) / 1_000 }));
  });
}
