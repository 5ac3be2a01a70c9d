import { resolve } from "node:path";
import { Connection } from "./connection.ts";
import { ownerOfHandle, type Resource, type SocketAddress } from "./resource.ts";

/** The connections of one loop, and which two of them are the ends of one. */
export class Connections {
  readonly #byHandle = new WeakMap<object, Connection>();
  readonly #all = new Set<Connection>();
  /** TCP: those whose addresses are not known yet. */
  readonly #unnamed = new Set<Connection>();
  /** TCP: by the address of their own end and of the other. */
  readonly #byEnds = new Map<string, Connection>();
  /** Unix sockets: what was opened and not accepted so far, by path. The kernel lets them in in order. */
  readonly #waiting = new Map<string, Connection[]>();
  /** TLS layers that do not know their socket yet. */
  readonly #layers = new Set<Resource>();
  #servedMs = 0;
  #lastMs: number | undefined = undefined;

  /** A socket or pipe begins. */
  opened(handle: Resource): Connection {
    return this.#add(handle, false);
  }

  /** A connection has come in on a server. */
  accepted(handle: Resource, server: object): Connection {
    const connection = this.#add(handle, true);
    const path = pathOf(ownerOfHandle(server)?._pipeName);
    if (path === undefined) return connection;
    connection.path = path;
    const waiting = this.#waiting.get(path)?.shift();
    if (waiting !== undefined) join(connection, waiting);
    return connection;
  }

  of(handle: object): Connection | undefined {
    return this.#byHandle.get(handle);
  }

  /** The connection below `stream`: a socket, or a layer of TLS on one. */
  below(stream: Resource): Connection | undefined {
    return this.#byHandle.get(stream._parent ?? stream);
  }

  /** `connection` is being opened to the Unix socket at `address`. */
  connects(connection: Connection | undefined, address: unknown): void {
    const path = pathOf(address);
    if (connection === undefined || path === undefined) return;
    connection.path = path;
    const waiting = this.#waiting.get(path)?.filter((other) => other.handle !== undefined) ?? [];
    this.#waiting.set(path, [...waiting, connection]);
  }

  /** A TLS layer begins; Node names its socket a moment later. */
  secures(layer: Resource): void {
    this.#layers.add(layer);
  }

  /** The process has listened to the outside until `nowMs`. Time for which it was busy or suspended is not counted. */
  listened(nowMs: number): void {
    this.#servedMs += Math.min(nowMs - (this.#lastMs ?? nowMs), longestStepMs);
    this.#lastMs = nowMs;
  }

  /** See what has changed. @returns whether anything has moved */
  look(): boolean {
    this.#name();
    let moved = false;
    for (const connection of this.#all) {
      if (connection.hasMoved()) moved = true;
      else if (connection.handle === undefined) this.#all.delete(connection);
    }
    return moved;
  }

  #add(handle: Resource, accepted: boolean): Connection {
    const connection = new Connection(handle, accepted, () => this.#servedMs);
    this.#byHandle.set(handle, connection);
    this.#all.add(connection);
    if (handle.getsockname !== undefined) this.#unnamed.add(connection);
    return connection;
  }

  #name(): void {
    for (const layer of this.#layers) this.below(layer)?.secure(layer);
    this.#layers.clear();
    for (const connection of this.#unnamed) {
      const { handle } = connection;
      const own = handle && textOf((address) => handle.getsockname?.(address));
      const other = handle && textOf((address) => handle.getpeername?.(address));
      if (handle === undefined) this.#unnamed.delete(connection);
      if (own === undefined || other === undefined) continue;
      this.#unnamed.delete(connection);
      this.#byEnds.set(`${own} ${other}`, connection);
      const peer = this.#byEnds.get(`${other} ${own}`);
      if (peer?.handle !== undefined) join(connection, peer);
    }
  }
}

function join(one: Connection, other: Connection): void {
  one.peer = other;
  other.peer = one;
}

/** The same text for one address on both ends: an IPv4 address may be written as one of IPv6. */
function textOf(read: (address: SocketAddress) => number | undefined): string | undefined {
  const socket: SocketAddress = {};
  if (read(socket) !== 0 || socket.address === undefined) return undefined;
  return `${socket.address.replace(/^::ffff:/, "")}:${socket.port}`;
}

function pathOf(address: unknown): string | undefined {
  if (typeof address !== "string") return undefined;
  return address.startsWith("\0") ? address : resolve(address);
}

/** The process may have been suspended between two looks that are further apart, in milliseconds. */
const longestStepMs = 5;
