import { freshPrograms } from "./arbitrary.ts";
import { readPrograms, readTraces } from "./corpus.ts";
import type { Source } from "./options.ts";
import { runOnCPython } from "./oracle.ts";
import type { Program, TraceRecord } from "./program.ts";

/** A program and what CPython does with it. */
export interface Case {
  readonly program: Program;
  readonly expected: TraceRecord;
}

/**
 * Reads or makes the programs; a live CPython runs those without a trace.
 *
 * @throws {UsageError} If a file cannot be read, or is not what it should be.
 */
export async function loadCases(source: Source, seed: number, progress: (text: string) => void): Promise<Case[]> {
  const programs = "fresh" in source ? freshPrograms(source.fresh, seed) : readPrograms(source.programs);
  const traces = "fresh" in source ? undefined : source.traces;
  const records =
    traces === undefined
      ? await runOnCPython(programs, (done) => progress(`CPython: ${done} of ${programs.length} programs`))
      : readTraces(traces, programs);
  return records.flatMap((expected, index) => {
    const program = programs[index];
    return program === undefined ? [] : [{ program, expected }];
  });
}
