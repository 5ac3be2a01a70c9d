import { touchWorld } from "../../../core/context/touch.ts";
import { describe } from "../../../core/arguments/describe.ts";
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import { typeError } from "../../../core/errors/type-error.ts";
import { Future } from "../../../core/future.ts";
import type { Engine } from "../../../loop/engine.ts";
import type { Channel } from "../../../net/channel.ts";
import type {
  Address,
  DatagramChannel,
  DatagramSettings,
  Endpoint,
  Listener,
  ListenSettings,
  LocalEndpoint,
  LookupSettings,
  Network,
  SecureSettings,
} from "../../../net/network.ts";
import { Simulated } from "../simulated.ts";
import { familyOf, isLoopback, isWildcard } from "./family-of.ts";
import { connect } from "./connect.ts";
import { ConnectionFaults } from "./faults/connection-faults.ts";
import { bind } from "./datagram-socket.ts";
import { type NetworkHost, Hosts } from "./hosts.ts";
import type { NetworkSettings } from "./network-settings.ts";
import { StreamEnd } from "./stream-end.ts";
import { StreamListener } from "./stream-listener.ts";
import { readCertificates, requireKey } from "./tls/certificate.ts";
import { shakeHands } from "./tls/shake-hands.ts";
import { systemError } from "./system-error.ts";

/** A network of hosts in virtual time. Whatever arrives is an arrival of the loop, and so a choice of the search. */
export class SimulatedNetwork implements Network {
  readonly hosts: Hosts;
  readonly #faults: ConnectionFaults;
  readonly engine: Engine;
  readonly #lookup: { readonly latency?: readonly number[] };
  /** How many connections there were from one host to one address, for their names in reports. */
  readonly #connections = new Map<string, number>();

  constructor(settings: NetworkSettings, loop: LoopCore) {
    this.engine = loop as Engine;
    this.hosts = new Hosts(settings);
    this.#faults = new ConnectionFaults(settings);
    const { lookupLatency } = settings;
    this.#lookup = lookupLatency === undefined ? {} : { latency: lookupLatency };
  }

  lookup(host: string, { family, passive = false }: LookupSettings): Future<readonly Address[]> {
    const fits = (address: Address): boolean => family === 0 || address.family === family;
    const known = this.#addresses(host, passive).filter(fits);
    const isName = host !== "" && familyOf(host) === 0;
    if (!isName) return known.length === 0 ? this.#failed(notFound(host)) : this.#done(known);
    const simulated = new Simulated(this.engine, this, `lookup of ${host}`, this.#lookup, undefined);
    const { result } = simulated;
    simulated.comesWith(() => {
      if (known.length === 0) result.setException(notFound(host, `the hosts of this world are ${this.hosts.names}`));
      else result.setResult(known);
    });
    return result as Future<unknown> as Future<readonly Address[]>;
  }

  lookupService(address: string, port: number): Future<{ readonly hostname: string; readonly service: string }> {
    if (familyOf(address) === 0) {
      const error = new TypeError(`The argument 'address' is invalid. Received '${address}'`);
      return this.#failed(Object.assign(error, { code: "ERR_INVALID_ARG_VALUE" }));
    }
    return this.#done({ hostname: this.hosts.nameOf(address) ?? address, service: `${port}` });
  }

  connect(to: Endpoint, from: LocalEndpoint = {}): Future<Channel> {
    const here = this.hosts.here();
    if (this.hosts.isLost) return this.#lost("connect");
    if ("path" in to) {
      const link = this.hosts.link(here, here);
      const names = this.#numbered(here.name, `${here.name}:${to.path}`);
      return connect(this.engine, {
        ...names,
        faults: this.#faults,
        endpoint: to,
        isPath: true,
        there: link,
        back: link,
        clientInfo: { peername: to.path, sockname: "" },
        serverInfo: { peername: "", sockname: to.path },
        listener: () => {
          touchWorld(here.paths, "read");
          return here.paths.get(to.path);
        },
        local: here,
        host: here,
      });
    }
    const address = isWildcard(to.address) ? (to.family === 6 ? "::1" : "127.0.0.1") : to.address;
    const host = this.hosts.at(address, here);
    if (host === undefined) {
      const hint = `no host of this world has the address; they are ${this.hosts.names}`;
      return this.#failed(systemError("EHOSTUNREACH", "connect", { address, port: to.port }, undefined, hint));
    }
    const local = this.#localOf(here, { ...to, address }, from);
    if (local instanceof Error) return this.#failed(local);
    const remote = { address, family: to.family, port: to.port };
    return connect(this.engine, {
      ...this.#numbered(here.name, `${host.name}:${to.port}`),
      faults: this.#faults,
      endpoint: remote,
      isPath: false,
      there: this.hosts.link(here, host),
      back: this.hosts.link(host, here),
      clientInfo: { peername: remote, sockname: local },
      serverInfo: { peername: local, sockname: remote },
      listener: () => host.listening.find(address, to.port),
      local: here,
      host,
    });
  }

  listen(at: Endpoint, settings: ListenSettings): Future<Listener> {
    const here = this.hosts.here();
    if (this.hosts.isLost) return this.#lost("listen");
    if ("path" in at) {
      const { path } = at;
      // As asyncio does, who listens takes the path from whoever has it.
      const listener: StreamListener = new StreamListener(this.engine, at, settings, () => {
        touchWorld(here.paths, "write");
        if (here.paths.get(path) === listener) here.paths.delete(path);
      });
      touchWorld(here.paths, "write");
      here.paths.set(path, listener);
      return this.#done<Listener>(listener);
    }
    const { reusePort: shares = false, ipv6Only = false } = settings;
    const port = here.listening.free({ address: at.address, shares, ipv6Only }, at.port);
    if (typeof port !== "number") return this.#failed(port);
    const closed = (bound: StreamListener): void => here.listening.delete(port, bound);
    const listener = new StreamListener(this.engine, { ...at, port }, settings, closed);
    here.listening.add(port, listener);
    return this.#done<Listener>(listener);
  }

  bind(at: DatagramSettings): Future<DatagramChannel> {
    if (this.hosts.isLost) return this.#lost("bind");
    const socket = bind(this.engine, this.hosts, at);
    return socket instanceof Error ? this.#failed(socket) : this.#done<DatagramChannel>(socket);
  }

  readCertificates(options: object): void {
    const { cert, key, ca } = options as { readonly cert?: unknown; readonly key?: unknown; readonly ca?: unknown };
    if (key !== undefined) requireKey(key);
    if (cert !== undefined) readCertificates(cert);
    if (ca !== undefined) readCertificates(ca);
  }

  secure(channel: Channel, settings: SecureSettings): Future<Channel> {
    return shakeHands(this.engine, channel, settings, this.hosts.here().certificate);
  }

  adopt(socket: object): Channel {
    if (socket instanceof StreamEnd) return socket;
    throw typeError(
      `a socket of the simulated network was expected, got ${describe(socket)}`,
      "connections of node:net live outside of a simulated world: make it with openConnection() or startServer()",
    );
  }

  /** The addresses of a name, as the host of the caller knows them. */
  #addresses(host: string, passive: boolean): readonly Address[] {
    if (host === "") return passive ? [of("0.0.0.0"), of("::")] : [of("::1"), of("127.0.0.1")];
    if (familyOf(host) !== 0) return [of(host)];
    const name = host.toLowerCase();
    if (name === "localhost") return [of("127.0.0.1"), of("::1")];
    const found = this.hosts.named(name) ?? this.hosts.named(host);
    return found?.addresses.filter((address) => !isLoopback(address)).map(of) ?? [];
  }

  /** The own end of a connection to `to`. @returns an error if it cannot come from there */
  #localOf(here: NetworkHost, to: Address, from: LocalEndpoint): (Address & { readonly port: number }) | Error {
    const own = here.addresses.find(
      (address) => isLoopback(address) === isLoopback(to.address) && familyOf(address) === to.family,
    );
    const address =
      from.address === undefined || isWildcard(from.address) ? (own ?? here.addresses[0] ?? to.address) : from.address;
    const { port = 0 } = from;
    const place = port === 0 ? { address } : { address, port };
    if (!here.has(address)) return systemError("EADDRNOTAVAIL", "bind", place);
    const isTaken = here.listening.isTaken({ address, shares: false, ipv6Only: true }, port);
    if (isTaken) return systemError("EADDRINUSE", "bind", place);
    return { address, family: to.family, port: port === 0 ? here.ephemeralPort() : port };
  }

  /** The names of the ends of a connection in reports: `web` and `db:5432`; the second one is `web` and `db:5432 (2)`. */
  #numbered(from: string, to: string): { readonly from: string; readonly to: string } {
    const way = `${from} → ${to}`;
    const count = (this.#connections.get(way) ?? 0) + 1;
    this.#connections.set(way, count);
    return { from, to: count === 1 ? to : `${to} (${count})` };
  }

  #lost<T>(syscall: string): Future<T> {
    const hint = `the host ${this.hosts.here().name} has crashed: what it had begun reaches nothing`;
    return this.#failed(systemError("ENETDOWN", syscall, {}, undefined, hint));
  }

  #done<T>(value: T): Future<T> {
    const future = new Future<T>(this.engine);
    future.setResult(value);
    return future;
  }

  #failed<T>(error: Error): Future<T> {
    const future = new Future<T>(this.engine);
    future.setException(error);
    return future;
  }
}

function of(address: string): Address {
  return { address, family: familyOf(address) === 6 ? 6 : 4 };
}

function notFound(hostname: string, hint?: string): Error {
  return systemError("ENOTFOUND", "getaddrinfo", { hostname }, undefined, hint);
}
