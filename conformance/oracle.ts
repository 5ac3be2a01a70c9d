import { createRequire } from "node:module";
import { join } from "node:path";
import { CONFORMANCE_FOLDER, parseJsonLines } from "./program-file.ts";
import type { Program, TraceRecord } from "./program.ts";

/** Programs between two reports of progress, and between two collections of what finished programs left behind. */
const CHUNK = 50;

type RunLines = (programs: string) => string;

/** The part of Pyodide that is used here. Its own declarations need those of browsers. */
interface Pyodide {
  mountNodeFS(emulatedPath: string, hostPath: string): void;
  runPython(code: string): RunLines;
}

// The only interpreter of the process: it takes a second to load, and a program leaves nothing behind for the next one.
let loading: Promise<RunLines> | undefined;

/**
 * Runs programs one after the other in a live CPython 3.14, which is part of the package `pyodide`.
 * Record `k` is that of program `k`; equal programs give equal records.
 *
 * @param onProgress Called after every 50 programs with the number of those done.
 */
export async function runOnCPython(
  programs: readonly Program[],
  onProgress: (done: number) => void = () => {},
): Promise<TraceRecord[]> {
  const records: TraceRecord[] = [];
  for (let start = 0; start < programs.length; start += CHUNK) {
    records.push(...(await runChunk(programs.slice(start, start + CHUNK))));
    onProgress(records.length);
  }
  return records;
}

async function runChunk(programs: readonly Program[]): Promise<TraceRecord[]> {
  const runLines = await (loading ??= loadInterpreter());
  try {
    return parseJsonLines<TraceRecord>(runLines(programs.map((program) => JSON.stringify(program)).join("\n")));
  } catch (error) {
    loading = undefined; // what failed may be broken
    throw new Error(`CPython fails in one of the programs ${programs.map(({ id }) => id).join(", ")}`, {
      cause: error,
    });
  }
}

async function loadInterpreter(): Promise<RunLines> {
  const require = createRequire(import.meta.url);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the first call of a wrong one would fail
  const { loadPyodide } = require("pyodide") as { loadPyodide: () => Promise<Pyodide> };
  const python = await loadPyodide();
  python.mountNodeFS("/conformance/oracle", join(CONFORMANCE_FOLDER, "oracle"));
  return python.runPython(`
    import sys
    sys.dont_write_bytecode = True
    sys.path.append("/conformance")
    from oracle.run import run_lines
    run_lines
  `);
}
