import { requireFactory } from "../../net/require-factory.ts";
import { anything } from "../../core/arguments/kind.ts";
import { requireOptions, type Options } from "../../core/arguments/require-options.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import { requireLoop } from "../../core/context/current.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { network } from "../network.ts";
import type { AnyProtocol } from "../protocol.ts";
import { requireSslContext } from "../ssl-context.ts";
import type { Transport } from "../transport.ts";
import { handshakeOf, type SslSettings } from "./handshake.ts";
import { makeConnection } from "./make-connection.ts";

/**
 * Make a transport and a protocol of a connection that somebody else has accepted.
 *
 * @param sock - A connected `net.Socket` of Node that nobody reads from: accept it with `pauseOnConnect: true`. From now on it belongs to
 *   the transport.
 * @throws {TypeError} If `sock` is no socket.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.connect_accepted_socket | loop.connect_accepted_socket}
 */
export function connectAcceptedSocket<P extends AnyProtocol>(
  protocolFactory: () => P,
  sock: object,
  settings: AcceptedSettings = {},
): Coroutine<[transport: Transport, protocol: P]> {
  return connect(protocolFactory, sock, settings) as Coroutine<[Transport, P]>;
}

/** Options of `connectAcceptedSocket()`. */
export type AcceptedSettings = Omit<SslSettings, "serverHostname">;

const options: Options<AcceptedSettings> = {
  ssl: anything,
  sslHandshakeTimeout: anything,
  sslShutdownTimeout: anything,
};

const connect = coroutine(function* connectAcceptedSocket(
  protocolFactory: () => AnyProtocol,
  sock: object,
  settings: AcceptedSettings,
): Generator<Wait, [Transport, AnyProtocol], void> {
  requireOptions("connectAcceptedSocket()", settings, options);
  requireFactory(protocolFactory, "Protocol");
  const loop = requireLoop();
  const net = loop.service(network);
  const handshake = handshakeOf(settings, true);
  requireSslContext(settings.ssl, true, net);
  return yield* makeConnection(loop, net.adopt(sock), protocolFactory, { handshake });
});
