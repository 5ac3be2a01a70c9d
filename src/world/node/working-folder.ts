/** The folder that paths are shown relative to. */
export function workingFolder(): string {
  return process.cwd();
}
