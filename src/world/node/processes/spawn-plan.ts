import type { SpawnOptions } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { SpawnRequest } from "../../../process/processes.ts";
import { hintedSpawnError } from "./hinted-spawn-error.ts";

/** What to ask of Node's `spawn()`. @throws {Error} `ENOENT` or `EACCES`, where Node would not see it */
export function spawnPlan(request: SpawnRequest): SpawnPlan {
  const { program, args, shell, stdin, stdout, stderr, cwd, env, uid, gid, detached } = request;
  const joins = stderr === "stdout" && stdout === "pipe";
  const options: SpawnOptions = {
    stdio: [stdin, stdout, joins ? "inherit" : stderr === "stdout" ? (stdout === "inherit" ? 1 : stdout) : stderr],
    ...(cwd !== undefined && { cwd }),
    ...(env !== undefined && { env: { ...env } }),
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
    ...(detached !== undefined && { detached }),
    windowsHide: true,
  };
  if (!joins) return { program, args, options: { ...options, shell } };
  // Node makes a pipe of its own for each stream. A shell that becomes the program joins the two.
  if (shell) return { program: "/bin/sh", args: ["-c", `exec 2>&1; ${program}`], options };
  requireProgram(request);
  return { program: "/bin/sh", args: ["-c", 'exec "$0" "$@" 2>&1', program, ...args], options };
}

/** The program, its arguments and the options for Node. */
export interface SpawnPlan {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: SpawnOptions;
}

/** @throws {Error} As Node's `spawn()` if there is no such program. */
function requireProgram(request: SpawnRequest): void {
  const { program, cwd = "", env = process.env } = request;
  const folders = program.includes("/") ? [""] : (env["PATH"] ?? defaultPath).split(delimiter);
  const found = folders.map((folder) => resolve(cwd, join(folder, program))).filter(isFile);
  if (found.some(mayRun)) return;
  throw hintedSpawnError({ code: found.length === 0 ? "ENOENT" : "EACCES" }, request);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const defaultPath = "/usr/local/bin:/usr/bin:/bin";
