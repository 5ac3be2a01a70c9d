import { tellOpaque, touchWorld } from "../../../core/context/touch.ts";
import { Reaction } from "../../../core/driving/done-callback.ts";
import type { Engine } from "../../../loop/engine.ts";
import type { DatagramChannel, DatagramReceiver, DatagramSettings } from "../../../net/network.ts";
import { familyOf, isLoopback, isWildcard } from "./family-of.ts";
import { type Datagram, DatagramLane } from "./datagram-lane.ts";
import type { DatagramTarget } from "./host.ts";
import type { Hosts, NetworkHost } from "./hosts.ts";
import { systemError, type SystemError } from "./system-error.ts";

/** A simulated socket for datagrams. */
export class DatagramSocket implements DatagramChannel, DatagramTarget {
  readonly unsent = 0;
  readonly address: string;
  readonly shares: boolean;
  readonly ipv6Only = false;
  readonly port: number;
  readonly #engine: Engine;
  readonly #hosts: Hosts;
  readonly #host: NetworkHost;
  readonly #settings: DatagramSettings;
  /** The ways to other hosts, made at the first datagram. */
  readonly #lanes = new Map<NetworkHost, DatagramLane>();
  #receiver: DatagramReceiver | undefined = undefined;
  /** What has arrived before there was a receiver. */
  #held: ((receiver: DatagramReceiver) => void)[] = [];
  #heldBytes = 0;
  #sent = 0;
  #isClosed = false;

  constructor(
    engine: Engine,
    hosts: Hosts,
    host: NetworkHost,
    settings: DatagramSettings & { address: string; port: number },
  ) {
    this.#engine = engine;
    this.#hosts = hosts;
    this.#host = host;
    this.#settings = settings;
    this.address = settings.address;
    this.port = settings.port;
    this.shares = settings.reusePort === true;
  }

  info(name: string): unknown {
    if (name === "socket") return this;
    if (name === "peername") return this.#settings.remote;
    const { family } = this.#settings;
    return name === "sockname" ? { address: this.address, family, port: this.port } : undefined;
  }

  open(receiver: DatagramReceiver): void {
    touchWorld(this, "write");
    this.#receiver = receiver;
    const held = this.#held;
    this.#held = [];
    for (const tell of held) this.#soon(tell);
  }

  send(data: Uint8Array, to?: { readonly address: string; readonly port: number }): void {
    touchWorld(this, "write");
    if (this.#isClosed) return;
    const target = to ?? this.#settings.remote;
    if (target === undefined) return this.#fail(systemError("EDESTADDRREQ", "send"));
    const { address, port } = target;
    const where = { address, port };
    if (data.length > mostBytes) return this.#fail(systemError("EMSGSIZE", "send", where));
    if (address === "255.255.255.255") {
      if (this.#settings.broadcast !== true) return this.#fail(systemError("EACCES", "send", where));
      for (const host of this.#hosts.all()) this.#laneTo(host).send(this.#datagram(data, host, address, port));
      return undefined;
    }
    const host = this.#hosts.at(isWildcard(address) ? "127.0.0.1" : address, this.#host);
    if (host === undefined) return this.#fail(systemError("EHOSTUNREACH", "send", where));
    return this.#laneTo(host).send(this.#datagram(data, host, address, port));
  }

  leave(): void {
    this.destroy();
  }

  destroy(): void {
    touchWorld(this, "write");
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#host.datagrams.delete(this.port, this);
    this.#engine.enqueue(new Reaction(() => this.#receiver?.closed(undefined)));
  }

  toString(): string {
    return `<datagram socket ${this.address}:${this.port}>`;
  }

  takes(data: Uint8Array, from: { readonly address: string; readonly port: number }): void {
    const { remote } = this.#settings;
    touchWorld(this, "write");
    if (remote !== undefined && (remote.port !== from.port || remote.address !== from.address)) return;
    if (this.#receiver !== undefined) tellOpaque(); // what datagrams do is code of the user
    if (this.#receiver !== undefined) this.#receiver.received(data, from);
    else if (this.#heldBytes + data.length <= mostHeld) {
      this.#heldBytes += data.length;
      this.#held.push((receiver) => receiver.received(data, from));
    }
  }

  #laneTo(host: NetworkHost): DatagramLane {
    let lane = this.#lanes.get(host);
    if (lane === undefined) {
      const here = this.#host;
      lane = new DatagramLane(this.#engine, this.#hosts.link(here, host), `${here.name}:${this.port} → ${host.name}`);
      this.#lanes.set(host, lane);
    }
    return lane;
  }

  #datagram(data: Uint8Array, host: NetworkHost, address: string, port: number): Datagram {
    const from = { address: this.#sourceFor(address), port: this.port };
    this.#sent += 1;
    return {
      data,
      number: this.#sent,
      arrive: () => {
        const socket = host.datagrams.find(address, port);
        if (socket !== undefined) return socket.takes(data, from);
        if (address === "255.255.255.255") return undefined;
        // Only a connected socket hears that nobody is there.
        touchWorld(this, "read");
        if (this.#settings.remote === undefined || this.#isClosed) return undefined;
        const refused = systemError("ECONNREFUSED", "recvmsg");
        const back = new DatagramLane(
          this.#engine,
          this.#hosts.link(host, this.#host),
          `${host.name} → ${this.#host.name}:${this.port}`,
        );
        return back.send({
          data: undefined,
          number: 0,
          arrive: () => this.#tell((receiver) => receiver.failed(refused)),
        });
      },
    };
  }

  #sourceFor(address: string): string {
    if (!isWildcard(this.address)) return this.address;
    const near = isLoopback(address) || isWildcard(address);
    return (
      this.#host.addresses.find((own) => isLoopback(own) === near && familyOf(own) === this.#settings.family) ??
      "127.0.0.1"
    );
  }

  #fail(error: SystemError): void {
    this.#soon((receiver) => receiver.failed(error));
  }

  #soon(tell: (receiver: DatagramReceiver) => void): void {
    this.#engine.enqueue(new Reaction(() => this.#tell(tell)));
  }

  #tell(tell: (receiver: DatagramReceiver) => void): void {
    touchWorld(this, "write");
    tellOpaque();
    if (this.#isClosed) return;
    if (this.#receiver === undefined) this.#held.push(tell);
    else tell(this.#receiver);
  }
}

/** Make a socket for datagrams on the host of the caller. @returns an error if its address is not to be had */
export function bind(engine: Engine, hosts: Hosts, settings: DatagramSettings): DatagramSocket | SystemError {
  const here = hosts.here();
  const { family, local, remote, reusePort = false } = settings;
  const address = local?.address ?? (family === 6 ? "::" : "0.0.0.0");
  const port = here.datagrams.free({ address, shares: reusePort, ipv6Only: false }, local?.port ?? 0);
  if (typeof port !== "number") return port;
  const socket = new DatagramSocket(engine, hosts, here, { ...settings, address, port });
  if (remote !== undefined && hosts.at(remote.address, here) === undefined) {
    return systemError("EHOSTUNREACH", "connect", { address: remote.address, port: remote.port });
  }
  here.datagrams.add(port, socket);
  return socket;
}

/** The longest datagram over IPv4, in bytes. */
const mostBytes = 65_507;
/** Bytes that wait for a receiver; what comes then is lost, as on a socket that nobody reads. */
const mostHeld = 212_992;
