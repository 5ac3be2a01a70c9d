import { anything, trueOrFalse, orNull, aText } from "../../core/arguments/kind.ts";
import { describe } from "../../core/arguments/describe.ts";
import { requireOptions, type Options } from "../../core/arguments/require-options.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import { requireLoop } from "../../core/context/current.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { typeError } from "../../core/errors/type-error.ts";
import { network } from "../network.ts";
import { netError } from "../net-error.ts";
import type { AnyProtocol } from "../protocol.ts";
import { requireSslContext, type SslContext } from "../ssl-context.ts";
import type { BaseTransport, Transport } from "../transport.ts";
import { concatenated } from "../transports/concatenated.ts";
import { StreamTransport } from "../transports/stream-transport.ts";
import { handshakeOf, shakeHands, type SslSettings } from "./handshake.ts";

/**
 * Change a connection to TLS. The protocol goes on with the transport that this returns; the old one can only be closed.
 *
 * If it fails or is cancelled, the connection is closed.
 *
 * @param ssl - Options of Node's `tls`.
 * @throws {TypeError} If `transport` is none of a connection.
 * @throws The error of the handshake, with Node's `code`; `ECONNABORTED` if it takes too long.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.start_tls | loop.start_tls}
 */
export function startTls(
  transport: BaseTransport,
  protocol: AnyProtocol,
  ssl: SslContext,
  settings: StartTlsSettings = {},
): Coroutine<Transport> {
  return start(transport, protocol, ssl, settings);
}

/** Options of `startTls()`. */
export interface StartTlsSettings extends Omit<SslSettings, "ssl"> {
  /** Whether this is the server. Default: false. */
  readonly serverSide?: boolean | undefined;
  /** What the protocol has received and not used, as it belongs to the handshake already. */
  readonly received?: Uint8Array | undefined;
}

const options: Options<StartTlsSettings> = {
  serverSide: trueOrFalse,
  serverHostname: orNull(aText),
  sslHandshakeTimeout: anything,
  sslShutdownTimeout: anything,
  received: anything,
};

const start = coroutine(function* startTls(
  transport: BaseTransport,
  protocol: AnyProtocol,
  ssl: SslContext,
  settings: StartTlsSettings,
): Generator<Wait, Transport, void> {
  requireOptions("startTls()", settings, options);
  const { serverSide = false, received = nothing, ...sslSettings } = settings;
  if (typeof ssl !== "object" || ssl === null) {
    throw typeError(
      `sslcontext is expected to be an instance of ssl.SSLContext, got ${describe(ssl)}`,
      "pass the options of Node's tls: { ca }, or { cert, key }",
    );
  }
  if (!(transport instanceof StreamTransport)) {
    throw typeError(`transport ${describe(transport)} is not supported by start_tls()`, "pass that of a connection");
  }
  const loop = requireLoop();
  const handshake = handshakeOf({ ...sslSettings, ssl }, serverSide);
  requireSslContext(ssl, serverSide, loop.service(network));
  if (handshake === undefined || transport.isClosing()) throw notOpen();
  transport.pauseReading();
  const { channel, owner, rest } = transport.handOver();
  try {
    const secured = yield* shakeHands(loop, channel, handshake, concatenated([received, rest]));
    const { shutdownTimeout } = handshake;
    const successor = new StreamTransport(loop, secured, protocol, { shutdownTimeout, owner });
    transport.succeededBy(successor);
    yield* successor.start({ isNew: false });
    return successor;
  } catch (error) {
    transport.abort();
    throw error;
  }
});

function notOpen(): Error {
  return netError("Cannot start TLS: the connection is closing", "ECONNABORTED", "start it before close()");
}

const nothing = new Uint8Array();
