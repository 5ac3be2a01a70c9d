import { anything } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import type { Coroutine } from "../core/coroutine.ts";
import { createServer, serverOptions, type ServerSettings } from "../net/serving/create-server.ts";
import type { Server } from "../net/serving/server.ts";
import type { ClientConnected } from "./serve-client.ts";
import { requireLimit, StreamReader } from "./reading/stream-reader.ts";
import { requireClientConnected, StreamReaderProtocol } from "./stream-reader-protocol.ts";

/**
 * Listen at the addresses of `host`, and serve each client in a task of its own. The server accepts when this returns.
 *
 * An error that leaves `clientConnected` goes to the loop's exception handler, and closes the connection of that client only.
 *
 * @param host - A name or address, or several; null or "" for all addresses of this host.
 * @param port - 0 for a free port: see `server.sockets`.
 * @throws An error with Node's `code`, such as `EADDRINUSE` or `EACCES`.
 * @throws {TypeError} If `clientConnected` is no function.
 * @throws {ValueError} If an option is unknown, contradicts another, or has a wrong value.
 * @see {@link https://docs.python.org/3/library/asyncio-stream.html#asyncio.start_server | asyncio.start_server}
 */
export function startServer(
  clientConnected: ClientConnected,
  host?: string | readonly string[] | null,
  port?: number | null,
  settings: StreamServerSettings = {},
): Coroutine<Server> {
  requireOptions("startServer()", settings, { ...serverOptions, limit: anything });
  const { limit, ...rest } = settings;
  return createServer(streamsFor(clientConnected, limit), host, port, rest);
}

/** Options of `startServer()`. */
export interface StreamServerSettings extends ServerSettings {
  /** Of the readers, in bytes. Default: 65536. */
  readonly limit?: number | undefined;
}

/** Makes the protocols of a server. @throws {TypeError} If `clientConnected` is no function. */
export function streamsFor(clientConnected: ClientConnected, limit: number | undefined): () => StreamReaderProtocol {
  requireClientConnected(clientConnected);
  if (limit !== undefined) requireLimit(limit);
  return () => new StreamReaderProtocol(new StreamReader({ limit }), clientConnected);
}
