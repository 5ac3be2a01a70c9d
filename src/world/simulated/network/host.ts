import { touchWorld } from "../../../core/context/touch.ts";
import type { Spawnable } from "../../../core/spawnable.ts";
import { isWildcard } from "./family-of.ts";
import { systemError, type SystemError } from "./system-error.ts";

/** A host of a simulated network: its addresses, and what is bound to them. */
export class Host<L extends Bound, D extends Bound> {
  readonly name: string;
  readonly addresses: readonly string[];
  /** The names in its own certificate. */
  readonly certificate: readonly string[];
  /** What listens, and what takes datagrams. */
  readonly listening: Ports<L>;
  readonly datagrams: Ports<D>;
  /** What listens at the path of a Unix socket. */
  readonly paths: Map<string, L> = new Map();
  /** The ends of connections that are here. */
  readonly ends: Set<HostEnd> = new Set();
  /** How often it has begun; what an earlier life has left behind reaches nothing. */
  life = 1;
  isUp = true;
  /** What runs again when it begins again. */
  program: Spawnable<unknown> | undefined = undefined;
  readonly #nextPort = { value: firstEphemeral };

  constructor(name: string, addresses: readonly string[], certificate: readonly string[] | undefined) {
    this.name = name;
    this.addresses = [...addresses, "127.0.0.1", "::1"];
    this.certificate = certificate ?? [name, "localhost"];
    this.listening = new Ports(this, "listen", this.#nextPort);
    this.datagrams = new Ports(this, "bind", this.#nextPort);
  }

  /** Nobody listens here any more, and the connections are reset. */
  crash(): void {
    this.isUp = false;
    for (const listener of [...this.listening.all(), ...this.paths.values()]) listener.leave();
    for (const socket of this.datagrams.all()) socket.leave();
    for (const end of this.ends) end.destroy(true);
  }

  /** Begin again, with nothing of what was here. */
  restart(): void {
    this.life += 1;
    this.isUp = true;
  }

  has(address: string): boolean {
    return this.addresses.includes(address) || address.startsWith("127.");
  }

  /** A port for a connection from here: those of one host rise, and none is used twice. */
  ephemeralPort(): number {
    touchWorld(this.#nextPort, "write");
    return this.#nextPort.value++;
  }
}

/** The ports of one kind on a host. */
export class Ports<B extends Bound> {
  readonly #host: Pick<Host<Bound, Bound>, "has" | "name">;
  readonly #syscall: string;
  readonly #next: { value: number };
  readonly #bound = new Map<number, B[]>();

  constructor(host: Pick<Host<Bound, Bound>, "has" | "name">, syscall: string, next: { value: number }) {
    this.#host = host;
    this.#syscall = syscall;
    this.#next = next;
  }

  /** The port to bind to: a free one for 0. @returns an error if that is impossible */
  free(wanted: Wanted, port: number): number | SystemError {
    const { address } = wanted;
    touchWorld(this, "read");
    if (!isWildcard(address) && !this.#host.has(address)) {
      const where = port === 0 ? address : `${address}:${port}`;
      const text = this.#syscall === "listen" ? `: address not available ${where}` : ` ${where}`;
      const hint = `the host ${this.#host.name} has no such address`;
      return systemError("EADDRNOTAVAIL", this.#syscall, { address, port }, text, hint);
    }
    if (port === 0) {
      touchWorld(this.#next, "write");
      while (this.#bound.has(this.#next.value)) this.#next.value += 1;
      return this.#next.value++;
    }
    if (!this.isTaken(wanted, port)) return port;
    const text = this.#syscall === "listen" ? `: address already in use ${address}:${port}` : undefined;
    return systemError("EADDRINUSE", this.#syscall, { address, port }, text);
  }

  /** Whether somebody is bound to `port` who leaves no room for `wanted`. */
  isTaken(wanted: Wanted, port: number): boolean {
    touchWorld(this, "read");
    const others = this.#bound.get(port) ?? [];
    return others.some((other) => !(wanted.shares && other.shares) && overlaps(wanted, other));
  }

  add(port: number, bound: B): void {
    touchWorld(this, "write");
    const others = this.#bound.get(port);
    if (others === undefined) this.#bound.set(port, [bound]);
    else others.push(bound);
  }

  delete(port: number, bound: B): void {
    touchWorld(this, "write");
    const left = this.#bound.get(port)?.filter((other) => other !== bound) ?? [];
    if (left.length === 0) this.#bound.delete(port);
    else this.#bound.set(port, left);
  }

  /** What takes what is sent to `address`: those that name it before those that take all; of several, whoever waits longest. */
  find(address: string, port: number): B | undefined {
    const all = this.#bound.get(port);
    touchWorld(this, all !== undefined && all.length > 1 ? "write" : "read");
    if (all === undefined) return undefined;
    const found = all.find((bound) => bound.address === address) ?? all.find((bound) => takesAll(bound, address));
    if (found !== undefined && all.length > 1) all.push(...all.splice(all.indexOf(found), 1));
    return found;
  }

  all(): B[] {
    return [...this.#bound.values()].flat();
  }

  /** The ports that are bound, for hints. */
  get taken(): readonly number[] {
    touchWorld(this, "read");
    return [...this.#bound.keys()];
  }
}

/** What wants to be bound to an address of a host. */
interface Wanted {
  readonly address: string;
  /** Whether others may be bound to the same port. */
  readonly shares: boolean;
  /** Whether `::` takes IPv6 only. */
  readonly ipv6Only: boolean;
}

/** What is bound to an address of a host. */
export interface Bound extends Wanted {
  /** Give the address up. */
  leave(): void;
}

/** An end of a connection. */
export interface HostEnd {
  destroy(resets: boolean): void;
}

/** Takes datagrams. */
export interface DatagramTarget extends Bound {
  /** A datagram has arrived at the host. */
  takes(data: Uint8Array, from: { readonly address: string; readonly port: number }): void;
}

function takesAll({ address, ipv6Only }: Wanted, to: string): boolean {
  return address === "::" ? !ipv6Only || to.includes(":") : address === "0.0.0.0" && !to.includes(":");
}

function overlaps(one: Wanted, other: Wanted): boolean {
  return one.address === other.address || takesAll(one, other.address) || takesAll(other, one.address);
}

/** Where ports begin that the system gives out, as IANA says. */
const firstEphemeral = 49_152;
