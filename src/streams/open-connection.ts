import { anything } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { connectionOptions, type ConnectionSettings, createConnection } from "../net/connecting/create-connection.ts";
import { StreamReader } from "./reading/stream-reader.ts";
import { StreamReaderProtocol } from "./stream-reader-protocol.ts";
import { StreamWriter } from "./stream-writer.ts";

/**
 * Connect to a server, and return a reader and a writer.
 *
 * If the caller is cancelled, nothing stays open.
 *
 * @param host - A name or address; null with a port: this host.
 * @throws An error with Node's `code`, such as `ECONNREFUSED` or `ENOTFOUND`.
 * @throws {ExceptionGroup} With `allErrors`, if all addresses fail.
 * @throws {ValueError} If an option is unknown, contradicts another, or has a wrong value.
 * @see {@link https://docs.python.org/3/library/asyncio-stream.html#asyncio.open_connection | asyncio.open_connection}
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openConnection, run, startServer } from "timeloom";
 *
 * await run(async () => {
 *   const server = await startServer(async (reader, writer) => {
 *     writer.write(await reader.readline());
 *     writer.close();
 *   }, "127.0.0.1", 0);
 *
 *   const [reader, writer] = await openConnection("127.0.0.1", server.sockets[0]?.port);
 *   writer.write(new TextEncoder().encode("hello\n"));
 *   const echo = await reader.read();
 *
 *   assert.equal(new TextDecoder().decode(echo), "hello\n");
 *   writer.close();
 *   server.close();
 * });
 * ```
 */
export function openConnection(
  host?: string | null,
  port?: number | null,
  settings: StreamConnectionSettings = {},
): Coroutine<[reader: StreamReader, writer: StreamWriter]> {
  return open(host, port, settings);
}

/** Options of `openConnection()`. */
export interface StreamConnectionSettings extends ConnectionSettings {
  /** Of the reader, in bytes. Default: 65536. */
  readonly limit?: number | undefined;
}

const open = coroutine(function* openConnection(
  host: string | null | undefined,
  port: number | null | undefined,
  settings: StreamConnectionSettings,
): Generator<Wait, [StreamReader, StreamWriter], void> {
  requireOptions("openConnection()", settings, { ...connectionOptions, limit: anything });
  const { limit, ...rest } = settings;
  const reader = new StreamReader({ limit });
  const protocol = new StreamReaderProtocol(reader);
  const [transport] = yield* createConnection(() => protocol, host, port, rest);
  return [reader, new StreamWriter(transport, protocol, reader)];
});
