import { protocolOf, requireFactory } from "../../net/require-factory.ts";
import { familyKind, hostAndPort } from "../../net/addresses/resolve.ts";
import { trueOrFalse, orNull } from "../../core/arguments/kind.ts";
import { requireOptions, type Options } from "../../core/arguments/require-options.ts";
import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import { requireLoop } from "../../core/context/current.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { isCancellation } from "../../core/errors/cancelled-error.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { hasSucceeded } from "../../core/future-core.ts";
import { type HostAndPort, requirePort, resolve } from "../addresses/resolve.ts";
import { type Address, type DatagramChannel, type DatagramSettings, network } from "../network.ts";
import { hinted } from "../net-error.ts";
import type { DatagramProtocol } from "../protocol.ts";
import type { DatagramTransport as Contract } from "../transport.ts";
import { DatagramTransport } from "../transports/datagram-transport.ts";

/**
 * Make a socket for datagrams, and a protocol for it. `connectionMade()` was called when this returns.
 *
 * @throws An error with Node's `code`, such as `EADDRINUSE`.
 * @throws {ValueError} If neither address nor family is given, or the addresses have no family in common.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_datagram_endpoint | loop.create_datagram_endpoint}
 */
export function createDatagramEndpoint<P extends DatagramProtocol>(
  protocolFactory: () => P,
  settings: DatagramEndpointSettings = {},
): Coroutine<[transport: Contract, protocol: P]> {
  return create(protocolFactory, settings) as Coroutine<[Contract, P]>;
}

/** Options of `createDatagramEndpoint()`. */
export interface DatagramEndpointSettings {
  /** Where to receive. A port of 0 is any free one. */
  readonly localAddr?: HostAndPort | null | undefined;
  /** The only peer: nobody else is heard, and `sendto()` needs no address. */
  readonly remoteAddr?: HostAndPort | null | undefined;
  /** 4 or 6 for addresses of one kind only. Default: 0, both. */
  readonly family?: 0 | 4 | 6 | undefined;
  /** Whether other processes may receive at the same port. Default: false. */
  readonly reusePort?: boolean | null | undefined;
  /** Whether datagrams may go to broadcast addresses. Default: false. */
  readonly allowBroadcast?: boolean | null | undefined;
}

const options: Options<DatagramEndpointSettings> = {
  localAddr: orNull(hostAndPort),
  remoteAddr: orNull(hostAndPort),
  family: familyKind,
  reusePort: orNull(trueOrFalse),
  allowBroadcast: orNull(trueOrFalse),
};

const create = coroutine(function* createDatagramEndpoint(
  protocolFactory: () => DatagramProtocol,
  settings: DatagramEndpointSettings,
): Generator<Wait, [Contract, DatagramProtocol], void> {
  requireOptions("createDatagramEndpoint()", settings, options);
  requireFactory(protocolFactory, "DatagramProtocol");
  const loop = requireLoop();
  const candidates = yield* candidatesFor(loop, settings);
  const [channel, { remote }] = yield* bindFirst(loop, candidates);
  let transport: DatagramTransport | undefined;
  try {
    const protocol = protocolOf(protocolFactory, "DatagramProtocol");
    transport = new DatagramTransport(loop, channel, protocol, remote);
    yield* transport.start();
    return [transport, protocol];
  } catch (error) {
    if (transport === undefined) channel.destroy();
    else transport.close();
    throw error;
  }
});

/** What to try, in order: one for each family that both addresses have. */
function* candidatesFor(
  loop: LoopCore,
  settings: DatagramEndpointSettings,
): Generator<Wait, readonly DatagramSettings[], void> {
  const { localAddr = null, remoteAddr = null, family = 0, reusePort, allowBroadcast } = settings;
  const how = { reusePort: reusePort === true, broadcast: allowBroadcast === true };
  if (localAddr === null && remoteAddr === null) {
    if (family === 0) throw new ValueError("unexpected address family", "pass localAddr, remoteAddr or family: 4");
    return [{ family, ...how }];
  }
  const local = yield* addressesOf(loop, localAddr, family, true);
  const remote = yield* addressesOf(loop, remoteAddr, family, false);
  const first = (addresses: readonly Bound[] | undefined, of: number): Bound | undefined =>
    addresses?.find((address) => address.family === of);
  const found = families
    .map((of) => ({ family: of, local: first(local, of), remote: first(remote, of), ...how }))
    .filter((one) => (local === undefined || one.local) && (remote === undefined || one.remote));
  if (found.length > 0) return found;
  throw new ValueError("can not get address information", "give localAddr and remoteAddr addresses of the same kind");
}

function* addressesOf(
  loop: LoopCore,
  hostAndPort: HostAndPort | null,
  family: 0 | 4 | 6,
  passive: boolean,
): Generator<Wait, readonly Bound[] | undefined, void> {
  if (hostAndPort === null) return undefined;
  const [host, port] = hostAndPort;
  requirePort(port);
  const addresses = yield* resolve(loop.service(network), host, { family, passive });
  return addresses.map((address) => ({ ...address, port }));
}

/** @throws the first error, if none can be bound */
function* bindFirst(
  loop: LoopCore,
  candidates: readonly DatagramSettings[],
): Generator<Wait, [DatagramChannel, DatagramSettings], void> {
  const errors: unknown[] = [];
  for (const candidate of candidates) {
    const binding = loop.service(network).bind(candidate);
    try {
      return [yield* binding, candidate];
    } catch (error) {
      if (hasSucceeded(binding)) binding.result().destroy();
      if (isCancellation(error)) throw error;
      errors.push(hinted(error));
    }
  }
  throw errors[0];
}

/** An address with its port. */
type Bound = Address & { readonly port: number };

const families = [4, 6] as const;
