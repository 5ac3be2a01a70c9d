import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { SetName } from "./programs/kinds.ts";

/** What Node does with a program. */
export interface NodeRecord {
  readonly seed: number;
  /** The major versions of Node that do so; undefined for all that were asked. */
  readonly nodes?: readonly number[];
  readonly log: readonly string[];
}

/** The records of a set, one a line. */
function readRecords(set: SetName): NodeRecord[] {
  const text = gunzipSync(readFileSync(pathOf(set))).toString("utf8");
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as NodeRecord]));
}

/** The records of a set that hold for this version of Node. */
export function recordsHere(set: SetName): NodeRecord[] {
  const major = Number.parseInt(process.versions.node);
  return readRecords(set).filter(({ nodes }) => nodes === undefined || nodes.includes(major));
}

export function writeRecords(set: SetName, records: readonly NodeRecord[]): void {
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  writeFileSync(pathOf(set), gzipSync(lines.join(""), { level: 9 }));
}

/** The package names itself, so that the compiled build, one folder deeper, finds the same files. */
function pathOf(set: SetName): string {
  const project = dirname(createRequire(import.meta.url).resolve("timeloom/package.json"));
  return join(project, "node-order", "data", `${set}.jsonl.gz`);
}
