/**
 * Remove the socket file at `path` that a server has left behind. An abstract name of Linux has no file.
 *
 * @throws An error with code `EADDRINUSE` if another file is there.
 */
export function removeLeftover(path: string): void {
  if (path.startsWith("\0")) return;
  const { statSync, unlinkSync } = process.getBuiltinModule("node:fs");
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isSocket()) return unlinkSync(path);
  const error = new Error(`listen EADDRINUSE: Address ${JSON.stringify(path)} is already in use`);
  throw Object.assign(error, { code: "EADDRINUSE", syscall: "listen", address: path });
}
