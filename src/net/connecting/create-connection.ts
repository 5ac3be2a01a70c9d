import { requireFactory } from "../../net/require-factory.ts";
import { familyKind, hostAndPort } from "../../net/addresses/resolve.ts";
import { aNumber, anything, trueOrFalse, orNull, aText, anObject } from "../../core/arguments/kind.ts";
import { requireOptions, type Options } from "../../core/arguments/require-options.ts";
import { requireSeconds } from "../../core/arguments/require-seconds.ts";
import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import { requireLoop } from "../../core/context/current.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { ExceptionGroup } from "../../core/errors/exception-group.ts";
import { errorText } from "../../core/errors/with-hint.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { type HostAndPort, requirePort, resolve } from "../addresses/resolve.ts";
import type { Channel } from "../channel.ts";
import { network } from "../network.ts";
import { netError, type NetError } from "../net-error.ts";
import type { AnyProtocol } from "../protocol.ts";
import { requireSslContext } from "../ssl-context.ts";
import type { Transport } from "../transport.ts";
import { Attempts } from "./attempts.ts";
import { type Handshake, handshakeOf, type SslSettings } from "./handshake.ts";
import { happyEyeballs } from "./happy-eyeballs.ts";
import { interleaved } from "./interleaved.ts";
import { makeConnection } from "./make-connection.ts";

/**
 * Connect to a server, and make a protocol for the connection. `connectionMade()` was called when this returns.
 *
 * The addresses of a host are tried one after the other; with `happyEyeballsDelay`, a slow one is overtaken. If the caller is cancelled,
 * nothing stays open.
 *
 * @param host - A name or address; null with a port: this host.
 * @throws An error with Node's `code`, such as `ECONNREFUSED` or `ENOTFOUND`. If several addresses fail differently, one error that
 *   names them all, with `errors`.
 * @throws {ExceptionGroup} With `allErrors`, if all addresses fail.
 * @throws {ValueError} If an option contradicts another.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_connection | loop.create_connection}
 */
export function createConnection<P extends AnyProtocol>(
  protocolFactory: () => P,
  host?: string | null,
  port?: number | null,
  settings: ConnectionSettings = {},
): Coroutine<[transport: Transport, protocol: P]> {
  return create(protocolFactory, host ?? null, port ?? null, settings) as Coroutine<[Transport, P]>;
}

/** Options of `createConnection()`. */
export interface ConnectionSettings extends SslSettings {
  /** 4 or 6 for addresses of one kind only. Default: 0, both. */
  readonly family?: 0 | 4 | 6 | undefined;
  /** A connected socket of Node to use, instead of a host and port. */
  readonly sock?: object | null | undefined;
  /** The own address to connect from. */
  readonly localAddr?: HostAndPort | null | undefined;
  /** Seconds after which the next address is tried, while the attempt before goes on. Default: null, one after the other. */
  readonly happyEyeballsDelay?: number | null | undefined;
  /** How many addresses of the first family come before one of the other. Default: 1 with `happyEyeballsDelay`, else 0, as they come. */
  readonly interleave?: number | null | undefined;
  /** Whether a failure is a group of the errors of all addresses. Default: false. */
  readonly allErrors?: boolean | undefined;
}

/** The names of the options. */
export const connectionOptions: Options<ConnectionSettings> = {
  family: familyKind,
  sock: orNull(anObject),
  localAddr: orNull(hostAndPort),
  happyEyeballsDelay: anything,
  interleave: orNull(aNumber),
  allErrors: trueOrFalse,
  ssl: anything,
  serverHostname: orNull(aText),
  sslHandshakeTimeout: anything,
  sslShutdownTimeout: anything,
};

const create = coroutine(function* createConnection(
  protocolFactory: () => AnyProtocol,
  host: string | null,
  port: number | null,
  settings: ConnectionSettings,
): Generator<Wait, [Transport, AnyProtocol], void> {
  requireOptions("createConnection()", settings, connectionOptions);
  requireFactory(protocolFactory, "Protocol");
  const loop = requireLoop();
  const handshake = handshakeFor(loop, host, settings);
  const channel = yield* open(loop, host, port, settings);
  return yield* makeConnection(loop, channel, protocolFactory, { handshake });
});

function handshakeFor(loop: LoopCore, host: string | null, settings: ConnectionSettings): Handshake | undefined {
  const { ssl, serverHostname } = settings;
  if (ssl && (serverHostname ?? null) === null && !host) {
    throw new ValueError(
      "You must set server_hostname when using ssl without a host",
      'pass serverHostname: the name in the certificate, or "" for none',
    );
  }
  requireSslContext(ssl, false, loop.service(network));
  return handshakeOf(settings, false, host);
}

function* open(
  loop: LoopCore,
  host: string | null,
  port: number | null,
  settings: ConnectionSettings,
): Generator<Wait, Channel, void> {
  const { sock = null } = settings;
  if (host === null && port === null) {
    if (sock !== null) return loop.service(network).adopt(sock);
    throw new ValueError(
      "host and port was not specified and no sock specified",
      "createConnection(factory, host, port)",
    );
  }
  if (sock !== null) {
    throw new ValueError("host/port and sock can not be specified at the same time", "leave one out");
  }
  return yield* connect(loop, host, port ?? 0, settings);
}

function* connect(
  loop: LoopCore,
  host: string | null,
  port: number,
  settings: ConnectionSettings,
): Generator<Wait, Channel, void> {
  const { family = 0, localAddr = null, happyEyeballsDelay = null, allErrors = false } = settings;
  requirePort(port);
  if (happyEyeballsDelay !== null) requireSeconds("happyEyeballsDelay", happyEyeballsDelay);
  const net = loop.service(network);
  const addresses = yield* resolve(net, host, { family });
  const local =
    localAddr === null
      ? undefined
      : { addresses: yield* resolve(net, localAddr[0], { family, passive: true }), port: localAddr[1] };
  const interleave = settings.interleave ?? (happyEyeballsDelay === null ? 0 : 1);
  const attempts = new Attempts(interleave > 0 ? interleaved(addresses, interleave) : addresses, port, local);
  const channel = yield* happyEyeballsDelay === null
    ? attempts.inTurn(net)
    : happyEyeballs(loop, attempts, happyEyeballsDelay);
  if (channel !== undefined) return channel;
  throw allErrors ? new ExceptionGroup("create_connection failed", attempts.errors) : combined(attempts.errors);
}

/** One error for all. */
function combined(errors: readonly Error[]): Error {
  const [first] = errors;
  if (first === undefined) return netError("getaddrinfo() returned empty list", "ENOTFOUND", "look at host and family");
  if (errors.every(({ message }) => message === first.message)) return first;
  const codes = new Set(errors.map(({ code }: NetError) => code));
  const text = `Multiple exceptions: ${errors.map(errorText).join(", ")}`;
  const error = netError(text, codes.size === 1 ? (first as NetError).code : undefined, "`errors` has each of them");
  return Object.assign(error, { errors });
}
