import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync } from "node:fs";
import { join, resolve } from "node:path";

const here = import.meta.dirname;
const vitest = resolve("node_modules/vitest/vitest.mjs");

/**
 * A folder with specs of this one, in which vitest may write.
 *
 * @param {readonly string[]} specs
 */
export function projectOf(...specs) {
  mkdirSync("build", { recursive: true });
  const folder = mkdtempSync(resolve("build/vitest-"));
  for (const name of ["vitest.config.mjs", ...specs.map((spec) => `${spec}.spec.mjs`)]) {
    copyFileSync(join(here, name), join(folder, name));
  }
  return folder;
}

/**
 * Run vitest as a user does.
 *
 * @param {string} folder
 * @param {{ readonly args?: readonly string[], readonly env?: Readonly<Record<string, string>> }} [settings]
 * @returns {Promise<{ readonly code: number | null, readonly output: string }>} output: without times and paths of this machine
 */
export function vitestRun(folder, { args = [], env = {} } = {}) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [vitest, "run", ...args], {
      cwd: folder,
      env: { ...process.env, CI: "", GITHUB_ACTIONS: "", NO_COLOR: "1", VITEST: "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("close", (code) => done({ code, output: output.replaceAll(folder, "<folder>") }));
  });
}
