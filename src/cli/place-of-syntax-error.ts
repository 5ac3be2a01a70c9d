import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

/**
 * Where a file breaks the syntax, with its line and a mark below; undefined if it does not, but a file that it imports. Node shows this
 * where nobody catches the error, and tells it to nobody who does: so another one reads the file, and does not run it.
 */
export function placeOfSyntaxError(file: string): readonly string[] | undefined {
  const { stderr } = spawnSync(process.execPath, ["--check", resolve(file)], { encoding: "utf8" });
  const [, line, ...shown] = /^.*:(\d+)\r?\n(.*)\r?\n(\s*\^+)/.exec(stderr) ?? [];
  return line === undefined ? undefined : [`at ${file}:${line}`, ...shown];
}
