import { requireOptions } from "../../core/arguments/require-options.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import { requireLoop } from "../../core/context/current.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { requirePath } from "../addresses/require-path.ts";
import type { AnyProtocol } from "../protocol.ts";
import { listen, listeningOptions, type ListeningSettings } from "./create-server.ts";
import type { Server } from "./server.ts";

/**
 * Listen at a Unix socket, and make a protocol for each connection. The server accepts when this returns.
 *
 * A socket file that is left over is replaced; any other file is an error. `close()` removes the socket file.
 *
 * @throws An error with Node's `code`: `EADDRINUSE` if another file has this path, `ENOENT` if there is no such folder,
 * `ENAMETOOLONG` above 107 bytes.
 * @throws {ValueError} If an option contradicts another.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_unix_server | loop.create_unix_server}
 */
export function createUnixServer(
  protocolFactory: () => AnyProtocol,
  path: string,
  settings: ListeningSettings = {},
): Coroutine<Server> {
  return create(protocolFactory, path, settings);
}

const create = coroutine(function* createUnixServer(
  protocolFactory: () => AnyProtocol,
  path: string,
  settings: ListeningSettings,
): Generator<Wait, Server, void> {
  requireOptions("createUnixServer()", settings, listeningOptions);
  requirePath(path);
  return yield* listen(requireLoop(), protocolFactory, settings, { endpoints: [{ path }] });
});
