import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

/** The folder of this file's source. The package names itself, so that the compiled build, one folder deeper, finds the same one. */
export const CONFORMANCE_FOLDER: string = join(
  dirname(createRequire(import.meta.url).resolve("timeloom/package.json")),
  "conformance",
);

/** The recorded programs, and line by line what CPython does with them. */
export const PROGRAMS_PATH: string = join(CONFORMANCE_FOLDER, "data", "programs.jsonl.gz");
export const TRACES_PATH: string = join(CONFORMANCE_FOLDER, "data", "traces.jsonl.gz");

/** Reads one JSON value per line, from a plain file or, if the name ends in `.gz`, a compressed one. The content is not checked against `T`. */
export function readJsonLines<T>(path: string): T[] {
  const bytes = readFileSync(path);
  return parseJsonLines((path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
}

/** The values of a text with one JSON value per line. */
export function parseJsonLines<T>(text: string): T[] {
  const lines = text.split("\n").filter((line) => line !== "");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller names what it or CPython wrote
  return lines.map((line) => JSON.parse(line) as T);
}

/** Writes one JSON value per line, compressed if the name ends in `.gz`; {@link readJsonLines} gives the same values back. */
export function writeJsonLines(path: string, values: Iterable<unknown>): void {
  let text = "";
  for (const value of values) text += `${JSON.stringify(value)}\n`;
  writeFileSync(path, path.endsWith(".gz") ? gzipSync(text, { level: 9 }) : text);
}
