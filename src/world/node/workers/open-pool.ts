import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { RuntimeError } from "../../../core/errors/runtime-error.ts";
import type { WorkerKind } from "../../../executors/workers.ts";

/**
 * Open a pool of workerpool. The package is loaded here, with the first call: who uses no executor need not install it.
 *
 * @throws {RuntimeError} If it is not installed.
 */
export function openPool(kind: WorkerKind, size: number): ThirdPartyPool {
  return loadWorkerpool().pool(fileURLToPath(new URL("worker-entry.js", import.meta.url)), {
    workerType: kind,
    maxWorkers: size,
    forkOpts: { serialization: "advanced" },
    workerThreadOpts: threadSettings(process.execArgv),
    // A worker that has nothing to do is told to end; if it does not, it is killed after this many milliseconds.
    workerTerminateTimeout: 200,
  });
}

/**
 * A thread has the flags of this process. With `--input-type`, which `node --eval` takes, it would not start: then it gets only
 * those that say how modules are found and loaded.
 */
function threadSettings(flags: readonly string[]): { readonly execArgv?: readonly string[] } {
  if (!flags.some((flag) => flag.startsWith("--input-type"))) return {};
  const execArgv = flags.flatMap((flag, i) => {
    if (/^--[\w-]+=/.test(flag)) return ofModules.test(flag) ? [flag] : [];
    const value = flags[i + 1];
    return ofModules.test(flag) && value !== undefined ? [flag, value] : [];
  });
  return { execArgv };
}

const ofModules = /^(?:-r|-C|--(?:import|require|(?:experimental-)?loader|conditions))(?:=|$)/;

/** The package. @throws {RuntimeError} If it is not installed. */
export function loadWorkerpool(): Workerpool {
  try {
    return createRequire(import.meta.url)("workerpool") as Workerpool;
  } catch (cause) {
    throw new RuntimeError(
      "Cannot make workers: the package workerpool is missing",
      "npm i workerpool; a test can use virtualLoop({ world: simulatedWorld() }), which needs no package",
      { cause },
    );
  }
}

/** What timeloom uses of workerpool 10. */
interface Workerpool {
  pool(script: string, settings: object): ThirdPartyPool;
  worker(methods: Record<string, (message: never) => unknown>, settings?: object): void;
}

/** A pool of workerpool. Its promises are not JavaScript's: they call back at once. */
export interface ThirdPartyPool {
  exec(
    method: string,
    params: unknown[],
    settings: { readonly transfer: readonly object[] } | undefined,
  ): ThirdPartyPromise;
  terminate(force: boolean): ThirdPartyPromise;
}

interface ThirdPartyPromise {
  then(succeeded: (value: unknown) => void, failed: (error: unknown) => void): unknown;
}
