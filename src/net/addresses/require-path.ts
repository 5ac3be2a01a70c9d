import { describe } from "../../core/arguments/describe.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { netError } from "../net-error.ts";

/**
 * Check the path of a Unix socket: Node cuts off what is too long, and uses another file.
 *
 * @throws {ValueError} If `path` is none.
 * @throws {Error} `ENAMETOOLONG` if it is too long.
 */
export function requirePath(path: unknown): void {
  if (typeof path !== "string" || path === "") {
    throw new ValueError(
      `path was not specified, and no sock specified: got ${describe(path)}`,
      'pass the path of a socket file, such as "/tmp/server.sock"',
    );
  }
  const length = new TextEncoder().encode(path).length;
  if (length <= longestPath || path.startsWith("\\\\")) return;
  const hint = `the system takes ${longestPath} bytes, got ${length}: use a shorter folder, or change to it and use a relative path`;
  throw netError("AF_UNIX path too long", "ENAMETOOLONG", hint);
}

/** Bytes, on Linux. Named pipes of Windows may be longer. */
const longestPath = 107;
