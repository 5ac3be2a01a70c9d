import { spawn } from "node:child_process";
import { delimiter, resolve } from "node:path";

/**
 * How a command ended: `code` is null if its time was up.
 *
 * @typedef {{ readonly code: number | null, readonly output: string, readonly seconds: number }} Outcome
 */

// npm passes its settings on to what a script starts: an example in another folder has those of its user.
const others = Object.entries(process.env).filter(([name]) => name.toLowerCase() !== "npm_config_engine_strict");
const env = {
  ...Object.fromEntries(others),
  NO_COLOR: "1",
  PATH: [resolve("node_modules/.bin"), process.env["PATH"]].join(delimiter),
};

// Commands are groups of their own, which an interrupt of this process does not reach.
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

/**
 * Run a shell command to its end and keep what it prints. When its time is up, it is stopped with all that it started:
 * a test that loops forever hears nothing else.
 *
 * @param {string} line
 * @param {{ cwd?: string, limitSeconds?: number }} [options]
 * @returns {Promise<Outcome>}
 */
export function command(line, { cwd = ".", limitSeconds = 1_800 } = {}) {
  return new Promise((done) => {
    const start = performance.now();
    const child = spawn(line, { cwd, env, shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const stop = () => child.pid !== undefined && child.exitCode === null && process.kill(-child.pid, "SIGKILL");
    const limit = setTimeout(stop, limitSeconds * 1_000);
    process.on("exit", stop);
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("close", (code) => {
      clearTimeout(limit);
      process.off("exit", stop);
      done({ code, output, seconds: (performance.now() - start) / 1_000 });
    });
  });
}
