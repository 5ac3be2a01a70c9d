import { UsageError } from "./options.ts";
import { readJsonLines } from "./program-file.ts";
import type { Program, TraceRecord } from "./program.ts";

/** @throws {UsageError} If the file cannot be read, or holds something else. */
export function readPrograms(path: string): Program[] {
  return readLines<Program>(path, "program", ["id", "objects", "main"]);
}

/**
 * Reads the records of the programs, line by line.
 *
 * @throws {UsageError} If the file cannot be read, or is not one of these programs.
 */
export function readTraces(path: string, programs: readonly Program[]): TraceRecord[] {
  const records = readLines<TraceRecord>(path, "trace", ["id", "outcome", "trace"]);
  if (records.length !== programs.length) {
    throw new UsageError(`"${path}" holds ${records.length} traces for ${programs.length} programs`);
  }
  const index = records.findIndex(({ id }, line) => id !== programs[line]?.id);
  if (index !== -1) {
    throw new UsageError(
      `"${path}" has the trace of "${records[index]?.id}" on line ${index + 1}, where the program is "${programs[index]?.id}"`,
    );
  }
  return records;
}

function readLines<T>(path: string, what: string, keys: readonly string[]): T[] {
  let values: unknown[];
  try {
    values = readJsonLines(path);
  } catch (error) {
    throw new UsageError(
      `Cannot read ${what}s from "${path}": ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  const wrong = values.findIndex((value) => !hasKeys(value, keys));
  if (wrong !== -1) throw new UsageError(`Line ${wrong + 1} of "${path}" is no ${what}: it needs ${keys.join(", ")}`);
  if (values.length === 0) throw new UsageError(`"${path}" holds no ${what}`);
  return values as T[];
}

function hasKeys(value: unknown, keys: readonly string[]): boolean {
  return typeof value === "object" && value !== null && keys.every((key) => key in value);
}
