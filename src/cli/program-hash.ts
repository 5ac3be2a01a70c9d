import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { version } from "./version.ts";

/**
 * What two machines must have in common to share a search: the text of the file, the export, and the version of timeloom. Files that the
 * file imports are not looked at: the hash of the default order, which every slice brings back, tells if they differ.
 */
export function programHash(file: string, name: string): string {
  const hash = createHash("sha256");
  for (const part of [version(), name, readFileSync(file, "utf8")]) hash.update(`${part.length} ${part}`);
  return hash.digest("hex").slice(0, 16);
}
