import { anything, aText } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import type { Certificate } from "../explore/claims/certificate.ts";
import { exploreOptions, type ExploreSettings } from "../explore/explore-settings.ts";
import { importProgram } from "./programs/import-program.ts";
import { exploreHere } from "./explore-here.ts";
import { fileSearch, pathOfFile, workersOf } from "./file-search.ts";
import { ThreadRunner } from "./thread-runner.ts";

/**
 * Explore the program that a file exports, by worker threads.
 *
 * @throws {RuntimeError} If the file cannot be loaded, if it exports no such function, or if `workerpool` is not installed.
 * @throws {RaceError} If the program fails in one of the orders.
 */
export async function exploreFile(from: string | URL, settings: ExploreFileSettings): Promise<Certificate> {
  requireOptions("explore()", settings, { ...exploreOptions, export: aText, workers: anything });
  const { export: name = "default", workers = "auto", ...others } = settings;
  const file = pathOfFile(from);
  const count = workersOf(workers);
  const { program, world } = await importProgram(file, name);
  const all = { ...others, world };
  const runner = new ThreadRunner(count, fileSearch(file, name, all));
  try {
    return await exploreHere(program, all, runner);
  } finally {
    await runner.end();
  }
}

/** Options of an exploration of a file. */
export interface ExploreFileSettings extends Omit<ExploreSettings, "world"> {
  /** The program in the file. Default: its default export. */
  readonly export?: string | undefined;
  /** How many threads search; `"auto"` for as many as the machine has processors. Default: `"auto"`. */
  readonly workers?: number | "auto" | undefined;
  /** Which orders to run, as it is typed: `"pct:3"`. Default: `"auto"`. */
  readonly strategy?: string | undefined;
}
