/** Checks that the oracle gives the recorded trace of every program of the corpus: `node build/conformance/oracle-check.js`. */
import { isDeepStrictEqual } from "node:util";
import { runOnCPython } from "./oracle.ts";
import { PROGRAMS_PATH, TRACES_PATH, readJsonLines } from "./program-file.ts";
import type { Program, TraceRecord } from "./program.ts";

const programs = readJsonLines<Program>(PROGRAMS_PATH);
const recorded = readJsonLines<TraceRecord>(TRACES_PATH);

const startMs = performance.now();
const records = await runOnCPython(programs);
const seconds = (performance.now() - startMs) / 1000;

const differing = records.filter((record, index) => !isDeepStrictEqual(record, recorded[index]));
for (const record of differing.slice(0, 20)) console.log(`differs: ${record.id}`);
console.log(`${programs.length} programs on CPython in ${seconds.toFixed(1)} s, ${differing.length} differ`);
process.exitCode = differing.length === 0 && recorded.length === programs.length ? 0 : 1;
