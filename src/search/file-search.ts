import { fileURLToPath } from "node:url";
import { resolve } from "node:path";
import { describe } from "../core/arguments/describe.ts";
import { requireWholeNumber } from "../core/arguments/require-number.ts";
import { typeError } from "../core/errors/type-error.ts";
import { checkSettings, type ExploreSettings } from "../explore/explore-settings.ts";
import type { FileSearch } from "./run-file-slice.ts";
import { allProcessors } from "./thread-runner.ts";

/** The search of a program in a file, as data for workers. */
export function fileSearch(file: string, name: string, settings: ExploreSettings): FileSearch {
  const { level, seed, maxIterations, maxTime, checks } = checkSettings(settings);
  return { file: resolve(file), name, level, seed, maxIterations, maxTime, checks: [...checks] };
}

/** @throws {TypeError} If `file` is neither a path nor the URL of a file. */
export function pathOfFile(file: unknown): string {
  if (file instanceof URL || (typeof file === "string" && file.startsWith("file:"))) return fileURLToPath(file);
  if (typeof file === "string") return file;
  throw typeError(`a function or a file was expected, got ${describe(file)}`, "pass the function itself, or a path");
}

/** @throws {ValueError} If `workers` is neither `"auto"` nor a whole number above 0. */
export function workersOf(workers: number | "auto"): number {
  if (workers === "auto") return allProcessors();
  requireWholeNumber("workers", workers, 1, "2", 1_024);
  return workers;
}
