/**
 * Whether a line of a stack is timeloom's own, which says nothing about the program.
 *
 * In a bundle no line is: the bundle holds the program as well.
 */
export function isOwnFrame(line: string): boolean {
  if (folders === undefined) return false;
  if (folders.built.some((folder) => line.includes(folder))) return true;
  return folders.sources.some((folder) => line.includes(folder)) && /(?<!\.test)\.ts:/.test(line);
}

/** The address of this file below the package's folder; the tests notice if it moves. */
const ownPath = /\/(?:dist|src)\/host\/is-own-frame\.[jt]s$/;
/** The function that runs turns: frames below it say who runs the loop, not what the program does. */
const turnFunction = /^\s+at (?:[\w$]+\.)*drive \(/;

const address = import.meta.url === undefined ? undefined : import.meta.url.replace(/[?#].*$/, "");

/** Where timeloom was loaded from: its folder, or the bundle that holds it. A bundle of CommonJS has no address. */
export const loadedFrom: string = address === undefined ? "a bundle" : address.replace(ownPath, "");

/** The folders of the compiled files and of their sources, as stacks write them. Source maps may be switched on at any time. */
const folders = address === undefined || address === loadedFrom ? undefined : foldersIn(new URL(loadedFrom));

/** Whether a line of a stack is the function that runs the loop's turns: frames below it are not in the program. */
export function isTurnFrame(line: string): boolean {
  return turnFunction.test(line) && isOwnFrame(line);
}

function foldersIn({ href, pathname }: URL): {
  readonly built: readonly string[];
  readonly sources: readonly string[];
} {
  const bases = [href, decodeURIComponent(pathname)];
  return { built: bases.map((base) => `${base}/dist/`), sources: bases.map((base) => `${base}/src/`) };
}
