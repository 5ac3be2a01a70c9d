import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { resolve } from "node:path";
import { LoadedFiles } from "./loaded-files.ts";

/**
 * Run `command` in a fresh process, so that its modules are new, and again at each change of a file that it has loaded.
 *
 * A change while a process runs ends the process. Packages are not watched.
 *
 * @param file - Is watched in any case, also if it does not load.
 * @returns the exit code, once Ctrl-C or SIGTERM ends it: 130 or 143
 */
export async function watchRounds(file: string, command: readonly string[]): Promise<number> {
  const files = new LoadedFiles();
  try {
    return await new Promise<number>((end) => new Rounds(files, resolve(file), command, end).begin());
  } finally {
    files.close();
  }
}

/** One process after the other. */
class Rounds {
  readonly #files: LoadedFiles;
  readonly #file: string;
  readonly #command: readonly string[];
  readonly #end: (code: number) => void;
  #running: ChildProcess | undefined = undefined;
  #hasEnded = false;

  constructor(files: LoadedFiles, file: string, command: readonly string[], end: (code: number) => void) {
    this.#files = files;
    this.#file = file;
    this.#command = command;
    this.#end = end;
  }

  begin(): void {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        this.#hasEnded = true;
        this.#running?.kill("SIGKILL");
        this.#end(128 + constants.signals[signal]);
      });
    }
    this.#files.onChange((path) => {
      console.error(`\nchanged   ${path}`);
      if (this.#running === undefined) this.#next();
      else this.#running.kill("SIGKILL"); // the next round begins when it has gone
    });
    this.#next();
  }

  #next(): void {
    this.#files.add(this.#file);
    const [program = "", ...args] = this.#command;
    const child = spawn(program, args, {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      env: { ...process.env, [reportsFiles]: "1" },
    });
    this.#running = child;
    child.on("message", (message: Loaded) => {
      for (const loaded of [...(message["watch:import"] ?? []), ...(message["watch:require"] ?? [])]) {
        if (loaded !== null) this.#files.add(loaded);
      }
    });
    child.on("close", (code) => {
      this.#running = undefined;
      if (this.#hasEnded) return;
      if (code === null) return this.#next();
      console.error(
        `\nwatching  ${this.#files.size} ${this.#files.size === 1 ? "file" : "files"}; exit code ${code}; Ctrl-C ends it`,
      );
    });
  }
}

/** What Node tells its parent of each module that it loads, as `node --watch` asks it to. */
interface Loaded {
  readonly "watch:import"?: readonly (string | null)[];
  readonly "watch:require"?: readonly (string | null)[];
}

/** By this variable `node --watch` asks its child to tell what it loads. */
const reportsFiles = "WATCH_REPORT_DEPENDENCIES";
