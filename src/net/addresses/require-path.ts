import { describe } from "../../core/arguments/describe.ts";
import { ValueError } from "../../core/errors/value-error.ts";

/** @throws {ValueError} If `path` is none of a Unix socket. */
export function requirePath(path: unknown): void {
  if (typeof path === "string" && path !== "") return;
  throw new ValueError(
    `path was not specified, and no sock specified: got ${describe(path)}`,
    'pass the path of a socket file, such as "/tmp/server.sock"',
  );
}
