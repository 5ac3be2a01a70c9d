import dns from "node:dns";
import type { DatagramChannel, DatagramReceiver } from "../../../net/network.ts";
import { isWildcard } from "../../simulated/network/family-of.ts";
import { disown } from "./disown.ts";
import type { NetworkHere } from "../network-here.ts";
import { OwnerScope } from "../owner-scope.ts";
import { statusOf, statusOfOutcome, uv } from "../uv-error.ts";

/** What stands for the handle of a `dgram.Socket`: it sends and receives on the simulated network. */
export class DatagramHandle implements DatagramReceiver {
  /** Set by Node: take what has come, and errors. */
  onmessage: (length: number, handle: object, data?: Buffer, from?: object) => void = () => undefined;
  onerror: unknown = undefined;
  readonly #here: NetworkHere;
  readonly #family: 4 | 6;
  readonly #scope: OwnerScope;
  #channel: DatagramChannel | undefined = undefined;
  #peer: Peer | undefined = undefined;
  #isOpen = false;
  #broadcasts = false;

  constructor(here: NetworkHere, family: 4 | 6) {
    this.#here = here;
    this.#family = family;
    this.#scope = new OwnerScope(here.engine);
  }

  lookup(address: string | undefined, callback: (error: Error | null, ip: string, family: number) => void): void {
    const own = this.#family === 4 ? "127.0.0.1" : "::1";
    dns.lookup(address === undefined || address === "" ? own : address, this.#family, callback);
  }

  /** @returns 0, or the number of an error */
  bind(address: string, port: number, flags: number): number {
    const binding = this.#here.network.bind({
      family: this.#family,
      local: { address, port },
      reusePort: (flags & reuseAddress) !== 0,
      broadcast: true,
    });
    const status = statusOfOutcome(binding);
    if (status === 0) this.#channel = binding.result();
    return status;
  }

  recvStart(): number {
    if (!this.#isOpen) this.#channel?.open(this);
    this.#isOpen = true;
    return 0;
  }

  recvStop(): number {
    return 0;
  }

  /** @returns one more than the bytes that were sent, or the number of an error */
  send(request: object, pieces: readonly Uint8Array[], _count: number, ...to: unknown[]): number {
    disown(request);
    const [port, address] = to;
    const target = typeof port === "number" ? { port, address: String(address) } : this.#peer;
    if (target === undefined) return uv("EDESTADDRREQ");
    const isBroadcast = target.address === "255.255.255.255";
    if (isBroadcast && !this.#broadcasts) return uv("EACCES");
    if (!isBroadcast && !isWildcard(target.address)) {
      const { hosts } = this.#here.network;
      const host = this.#scope.enter(() => hosts.at(target.address, hosts.here()));
      if (host === undefined) return uv("EHOSTUNREACH");
    }
    const data = Buffer.concat(pieces); // a copy: the caller may use the buffer again
    if (data.length > mostBytes) return uv("EMSGSIZE");
    this.#channel?.send(data, target);
    return data.length + 1;
  }

  connect(address: string, port: number): number {
    this.#peer = { address, port };
    return 0;
  }

  disconnect(): number {
    this.#peer = undefined;
    return 0;
  }

  close(done?: () => void): void {
    this.#channel?.destroy();
    if (done !== undefined) this.#scope.callSoon(done);
  }

  getsockname(out: object): number {
    return this.#fill(out, this.#channel?.info("sockname") as Peer | undefined);
  }

  getpeername(out: object): number {
    return this.#fill(out, this.#peer);
  }

  setBroadcast(flag: number): number {
    this.#broadcasts = flag !== 0;
    return 0;
  }

  setTTL(): number {
    return 0;
  }

  setMulticastTTL(): number {
    return 0;
  }

  setMulticastLoopback(): number {
    return 0;
  }

  bufferSize(): number {
    return 65_536;
  }

  getSendQueueSize(): number {
    return 0;
  }

  getSendQueueCount(): number {
    return 0;
  }

  ref(): void {}

  unref(): void {}

  hasRef(): boolean {
    return true;
  }

  received(data: Uint8Array, from: Peer): void {
    const peer = this.#peer;
    if (peer !== undefined && (peer.address !== from.address || peer.port !== from.port)) return;
    const { address, port } = from;
    this.#scope.call(() => {
      this.onmessage(data.length, this, Buffer.from(data), { address, port, family: `IPv${this.#family}` });
    });
  }

  failed(error: Error): void {
    this.#scope.call(() => this.onmessage(statusOf(error), this));
  }

  sent(): void {}

  closed(): void {}

  #fill(out: object, known: Peer | undefined): number {
    if (known === undefined) return uv("ENOTCONN");
    Object.assign(out, { address: known.address, family: `IPv${this.#family}`, port: known.port });
    return 0;
  }
}

interface Peer {
  readonly address: string;
  readonly port: number;
}

/** A flag of libuv. */
const reuseAddress = 4;
/** What fits into one datagram. */
const mostBytes = 65_507;
