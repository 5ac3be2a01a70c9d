import { anything } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { createUnixConnection, unixConnectionOptions } from "../net/connecting/create-unix-connection.ts";
import type { SslSettings } from "../net/connecting/handshake.ts";
import { StreamReader } from "./reading/stream-reader.ts";
import { StreamReaderProtocol } from "./stream-reader-protocol.ts";
import { StreamWriter } from "./stream-writer.ts";

/**
 * Connect to a Unix socket, and return a reader and a writer.
 *
 * @throws An error with Node's `code`: `ENOENT` if there is no such file, `ECONNREFUSED` if nobody listens,
 * `ENAMETOOLONG` above 107 bytes.
 * @throws {ValueError} If an option is unknown, contradicts another, or has a wrong value.
 * @see {@link https://docs.python.org/3/library/asyncio-stream.html#asyncio.open_unix_connection | asyncio.open_unix_connection}
 */
export function openUnixConnection(
  path: string,
  settings: StreamUnixConnectionSettings = {},
): Coroutine<[reader: StreamReader, writer: StreamWriter]> {
  return open(path, settings);
}

/** Options of `openUnixConnection()`. */
export interface StreamUnixConnectionSettings extends SslSettings {
  /** Of the reader, in bytes. Default: 65536. */
  readonly limit?: number | undefined;
}

const open = coroutine(function* openUnixConnection(
  path: string,
  settings: StreamUnixConnectionSettings,
): Generator<Wait, [StreamReader, StreamWriter], void> {
  requireOptions("openUnixConnection()", settings, { ...unixConnectionOptions, limit: anything });
  const { limit, ...rest } = settings;
  const reader = new StreamReader({ limit });
  const protocol = new StreamReaderProtocol(reader);
  const [transport] = yield* createUnixConnection(() => protocol, path, rest);
  return [reader, new StreamWriter(transport, protocol, reader)];
});
