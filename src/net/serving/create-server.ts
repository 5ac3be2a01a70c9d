import { requireFactory } from "../../net/require-factory.ts";
import { familyKind } from "../../net/addresses/resolve.ts";
import { anything, trueOrFalse, orNull } from "../../core/arguments/kind.ts";
import { requireWholeNumber } from "../../core/arguments/require-number.ts";
import { requireOptions, type Options } from "../../core/arguments/require-options.ts";
import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import { requireLoop } from "../../core/context/current.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { requirePort, resolve } from "../addresses/resolve.ts";
import { handshakeOf, type SslSettings } from "../connecting/handshake.ts";
import { type Endpoint, network } from "../network.ts";
import type { AnyProtocol } from "../protocol.ts";
import { requireSslContext } from "../ssl-context.ts";
import { Listeners } from "./listeners.ts";
import { Server } from "./server.ts";

/**
 * Listen at the addresses of `host`, and make a protocol for each connection. The server accepts when this returns.
 *
 * @param host - A name or address, or several; null or "" for all addresses of this host.
 * @param port - 0 for a free port, one for each address: see `server.sockets`.
 * @throws An error with Node's `code`, such as `EADDRINUSE` or `EACCES`.
 * @throws {ValueError} If an option contradicts another, or neither host nor port is given.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_server | loop.create_server}
 */
export function createServer(
  protocolFactory: () => AnyProtocol,
  host?: string | readonly string[] | null,
  port?: number | null,
  settings: ServerSettings = {},
): Coroutine<Server> {
  return create(protocolFactory, host ?? null, port ?? null, settings);
}

/** Options of `createServer()`. */
export interface ServerSettings extends ListeningSettings {
  /** 4 or 6 for addresses of one kind only. Default: 0, both. */
  readonly family?: 0 | 4 | 6 | undefined;
  /** Whether other processes may listen at the same port. Default: false. */
  readonly reusePort?: boolean | null | undefined;
  /** Whether the host asks silent peers now and then whether they are still there. Default: false. */
  readonly keepAlive?: boolean | null | undefined;
}

/** Options of all servers. */
export interface ListeningSettings extends Omit<SslSettings, "serverHostname"> {
  /** How many connections may wait to be accepted. Default: 100. */
  readonly backlog?: number | undefined;
  /** Whether to accept at once. Default: true. Otherwise `startServing()` or `serveForever()` begins it. */
  readonly startServing?: boolean | undefined;
}

/** The names of the options of all servers. */
export const listeningOptions: Options<ListeningSettings> = {
  backlog: anything,
  startServing: trueOrFalse,
  ssl: anything,
  sslHandshakeTimeout: anything,
  sslShutdownTimeout: anything,
};
/** The names of the options. */
export const serverOptions: Options<ServerSettings> = {
  family: familyKind,
  reusePort: orNull(trueOrFalse),
  keepAlive: orNull(trueOrFalse),
  ...listeningOptions,
};

const create = coroutine(function* createServer(
  protocolFactory: () => AnyProtocol,
  host: string | readonly string[] | null,
  port: number | null,
  settings: ServerSettings,
): Generator<Wait, Server, void> {
  requireOptions("createServer()", settings, serverOptions);
  const loop = requireLoop();
  const { family = 0, reusePort = false, keepAlive = false } = settings;
  if (host === null && port === null) {
    throw new ValueError("Neither host/port nor sock were specified", "createServer(factory, host, port)");
  }
  requirePort(port ?? 0);
  const net = loop.service(network);
  const endpoints = new Map<string, Endpoint>();
  for (const name of Array.isArray(host) ? (host as readonly string[]) : [host as string | null]) {
    for (const address of yield* resolve(net, name, { family, passive: true })) {
      endpoints.set(address.address, { ...address, port: port ?? 0 });
    }
  }
  return yield* listen(loop, protocolFactory, settings, {
    endpoints: [...endpoints.values()],
    reusePort: reusePort === true,
    keepAlive: keepAlive === true,
  });
});

/** Make a server that listens at `at`. */
export function* listen(
  loop: LoopCore,
  protocolFactory: () => AnyProtocol,
  settings: ListeningSettings,
  at: { readonly endpoints: readonly Endpoint[]; readonly reusePort?: boolean; readonly keepAlive?: boolean },
): Generator<Wait, Server, void> {
  const { backlog = 100, startServing = true } = settings;
  requireFactory(protocolFactory, "Protocol");
  requireWholeNumber("backlog", backlog, 0, "100");
  const { endpoints, ...how } = at;
  const handshake = handshakeOf(settings, true);
  requireSslContext(settings.ssl, true, loop.service(network));
  const plan = { endpoints, settings: { backlog, ipv6Only: true, ...how }, protocolFactory, handshake };
  const server = new Server(loop, new Listeners(loop, plan));
  if (startServing) yield* server.startServing();
  return server;
}
