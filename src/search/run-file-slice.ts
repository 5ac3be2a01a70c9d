import type { CheckName } from "../explore/checks/checks.ts";
import { runSlice, type SliceSettings } from "../explore/parallel/run-slice.ts";
import type { Slice, SliceResult } from "../explore/parallel/slice.ts";
import type { Level } from "../core/contracts/level.ts";
import { guardExit } from "../world/node/guard-exit.ts";
import { exitHere } from "../loop/deaths.ts";
import { HostTurns } from "../explore/parallel/host-turns.ts";
import { ImportedPrograms } from "./programs/imported-programs.ts";

/**
 * Run a slice of the search of a program in a file. Called in a worker.
 *
 * @throws {RuntimeError} If the file cannot be loaded.
 */
export async function runFileSlice(search: FileSearch, slice: Slice): Promise<SliceResult> {
  const { file, name, checks } = search;
  const { program, world } = await programs.get(file, name);
  const settings: SliceSettings = { ...search, checks: new Set(checks), world, pace: new HostTurns() };
  const hasEnded = guardExit("explore()", exitHere);
  try {
    return await runSlice(program, settings, slice);
  } finally {
    hasEnded();
  }
}

/** A search for all workers, as data. */
export interface FileSearch {
  /** The path of the file. */
  readonly file: string;
  /** The export that is the program. */
  readonly name: string;
  readonly level: Level;
  readonly seed: number;
  readonly maxIterations: number;
  readonly maxTime: number;
  readonly checks: readonly CheckName[];
}

const programs = new ImportedPrograms();
