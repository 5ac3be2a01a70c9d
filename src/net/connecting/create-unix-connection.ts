import { requireFactory } from "../../net/require-factory.ts";
import { anything, orNull, aText } from "../../core/arguments/kind.ts";
import { requireOptions, type Options } from "../../core/arguments/require-options.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import { requireLoop } from "../../core/context/current.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { isCancellation } from "../../core/errors/cancelled-error.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { requirePath } from "../addresses/require-path.ts";
import { network } from "../network.ts";
import { hinted } from "../net-error.ts";
import type { AnyProtocol } from "../protocol.ts";
import { requireSslContext } from "../ssl-context.ts";
import type { Transport } from "../transport.ts";
import { handshakeOf, type SslSettings } from "./handshake.ts";
import { makeConnection } from "./make-connection.ts";
import { orDestroy } from "./or-destroy.ts";

/**
 * Connect to a Unix socket, and make a protocol for the connection. `connectionMade()` was called when this returns.
 *
 * @throws An error with Node's `code`: `ENOENT` if there is no such file, `ECONNREFUSED` if nobody listens,
 * `ENAMETOOLONG` above 107 bytes.
 * @throws {ValueError} If an option contradicts another.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_unix_connection | loop.create_unix_connection}
 */
export function createUnixConnection<P extends AnyProtocol>(
  protocolFactory: () => P,
  path: string,
  settings: SslSettings = {},
): Coroutine<[transport: Transport, protocol: P]> {
  return create(protocolFactory, path, settings) as Coroutine<[Transport, P]>;
}

/** The names of the options. */
export const unixConnectionOptions: Options<SslSettings> = {
  ssl: anything,
  serverHostname: orNull(aText),
  sslHandshakeTimeout: anything,
  sslShutdownTimeout: anything,
};

const create = coroutine(function* createUnixConnection(
  protocolFactory: () => AnyProtocol,
  path: string,
  settings: SslSettings,
): Generator<Wait, [Transport, AnyProtocol], void> {
  requireOptions("createUnixConnection()", settings, unixConnectionOptions);
  requireFactory(protocolFactory, "Protocol");
  requirePath(path);
  const loop = requireLoop();
  const { ssl, serverHostname } = settings;
  if (ssl && (serverHostname ?? null) === null) {
    throw new ValueError(
      "you have to pass server_hostname when using ssl",
      'pass serverHostname: the name in the certificate, or "" for none',
    );
  }
  const net = loop.service(network);
  requireSslContext(ssl, false, net);
  const handshake = handshakeOf(settings, false);
  try {
    const channel = yield* orDestroy(net.connect({ path }));
    return yield* makeConnection(loop, channel, protocolFactory, { handshake });
  } catch (error) {
    throw isCancellation(error) ? error : hinted(error);
  }
});
