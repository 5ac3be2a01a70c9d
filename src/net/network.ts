import type { LoopCore } from "../core/contracts/loop-core.ts";
import { ServiceKey } from "../core/contracts/service-key.ts";
import type { Future } from "../core/future.ts";
import type { Channel } from "./channel.ts";

/**
 * What a loop asks of its network. Real on Node (`world/node`), simulated in virtual time (`world/simulated`).
 *
 * Each call returns a future of the loop. To cancel the future gives the attempt up and leaves nothing open. A failure is an error as
 * Node makes it, with `code`, `syscall` and the address, whichever the network.
 */
export interface Network {
  /** The addresses of a name, in the order in which to try them. */
  lookup(host: string, settings: LookupSettings): Future<readonly Address[]>;
  /** The names of an address and port. */
  lookupService(address: string, port: number): Future<{ readonly hostname: string; readonly service: string }>;
  /** Connect to one address: no names, no second try. */
  connect(to: Endpoint, from?: LocalEndpoint): Future<Channel>;
  /** Listen at one address. */
  listen(at: Endpoint, settings: ListenSettings): Future<Listener>;
  /** Make a socket for datagrams. */
  bind(at: DatagramSettings): Future<DatagramChannel>;
  /**
   * Read the certificates and keys of `options`, once for all connections that use these options.
   *
   * @throws The error of Node's `tls` if one cannot be read.
   */
  readCertificates(options: object): void;
  /** Turn `channel` into a channel over TLS: shake hands, and use it from then on. Whatever happens, `channel` itself is used up. */
  secure(channel: Channel, settings: SecureSettings): Future<Channel>;
  /** The channel of a socket that somebody else has accepted or connected. @throws {TypeError} If it is none of this network. */
  adopt(socket: object): Channel;
}

/** The network of a loop. */
export const network: ServiceKey<Network, LoopCore> = new ServiceKey("network");

/** An address of a host. */
export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** What a connection is made to or accepted at: an address and port, or the path of a Unix socket. */
export type Endpoint = (Address & { readonly port: number }) | { readonly path: string };

/** What a connection comes from. */
export interface LocalEndpoint {
  readonly address?: string | undefined;
  readonly port?: number | undefined;
}

/** Options of `lookup()`. */
export interface LookupSettings {
  /** 4 or 6 for addresses of one kind only; 0 for all. */
  readonly family: 0 | 4 | 6;
  /** Whether the address is meant to listen at, so that no name stands for every address. */
  readonly passive?: boolean | undefined;
}

/** Options of `listen()`. */
export interface ListenSettings {
  readonly backlog: number;
  readonly reusePort?: boolean | undefined;
  /** Whether an IPv6 address takes no IPv4 connections. */
  readonly ipv6Only?: boolean | undefined;
  /** Whether the host asks a silent peer now and then whether it is still there. */
  readonly keepAlive?: boolean | undefined;
  /** Takes each connection, in a turn of its own. */
  readonly accepted: (channel: Channel) => void;
}

/** Accepts connections. */
export interface Listener {
  /** Where it listens; a port of 0 has become a real one. */
  readonly endpoint: Endpoint;
  /** Accept no more. What was accepted stays open. */
  close(): void;
}

/** Options of `bind()`. */
export interface DatagramSettings {
  readonly family: 4 | 6;
  readonly local?: LocalEndpoint | undefined;
  /** The only peer, if there is one. */
  readonly remote?: (Address & { readonly port: number }) | undefined;
  readonly reusePort?: boolean | undefined;
  readonly broadcast?: boolean | undefined;
}

/** A socket for datagrams. */
export interface DatagramChannel {
  info(name: string): unknown;
  open(receiver: DatagramReceiver): void;
  /** Send one datagram to `to`, or to the only peer. */
  send(data: Uint8Array, to?: { readonly address: string; readonly port: number }): void;
  /** Bytes that have not left this process. */
  readonly unsent: number;
  destroy(): void;
}

/** Takes what a socket for datagrams delivers. */
export interface DatagramReceiver {
  received(data: Uint8Array, from: { readonly address: string; readonly port: number }): void;
  /** A datagram could not be sent, or the peer refused one. */
  failed(error: Error): void;
  sent(): void;
  closed(error: Error | undefined): void;
}

/** Options of `secure()`. */
export interface SecureSettings {
  /** Options of Node's `tls.connect()` or of a `tls.TLSSocket` of a server: `ca`, `cert`, `key`, `rejectUnauthorized`, … */
  readonly options: object;
  readonly isServer: boolean;
  /** The name to ask for and to check. */
  readonly serverHostname?: string | undefined;
  /** Bytes that were received before the handshake began, and belong to it. */
  readonly received?: Uint8Array | undefined;
}
