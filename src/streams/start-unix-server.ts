import { anything } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import type { Coroutine } from "../core/coroutine.ts";
import { listeningOptions, type ListeningSettings } from "../net/serving/create-server.ts";
import { createUnixServer } from "../net/serving/create-unix-server.ts";
import type { Server } from "../net/serving/server.ts";
import type { ClientConnected } from "./serve-client.ts";
import { streamsFor } from "./start-server.ts";

/**
 * Listen at a Unix socket, and serve each client in a task of its own. The server accepts when this returns.
 *
 * @throws An error with Node's `code`: `EADDRINUSE` if another file has this path, `ENOENT` if there is no such folder,
 * `ENAMETOOLONG` above 107 bytes.
 * @throws {TypeError} If `clientConnected` is no function.
 * @throws {ValueError} If an option is unknown, contradicts another, or has a wrong value.
 * @see {@link https://docs.python.org/3/library/asyncio-stream.html#asyncio.start_unix_server | asyncio.start_unix_server}
 */
export function startUnixServer(
  clientConnected: ClientConnected,
  path: string,
  settings: StreamUnixServerSettings = {},
): Coroutine<Server> {
  requireOptions("startUnixServer()", settings, { ...listeningOptions, limit: anything });
  const { limit, ...rest } = settings;
  return createUnixServer(streamsFor(clientConnected, limit), path, rest);
}

/** Options of `startUnixServer()`. */
export interface StreamUnixServerSettings extends ListeningSettings {
  /** Of the readers, in bytes. Default: 65536. */
  readonly limit?: number | undefined;
}
