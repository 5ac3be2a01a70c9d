import type { Endpoint, Listener } from "../../../net/network.ts";
import type { NetworkHere } from "../network-here.ts";
import type { NodeInternals, StreamHandle } from "../node-internals.ts";
import { OwnerScope } from "../owner-scope.ts";
import { SocketHandle } from "./socket-handle.ts";
import { statusOfOutcome, uv } from "../uv-error.ts";

/** What stands for the handle of a `net.Server`: it listens on the simulated network. */
export class ServerHandle {
  /** Set by Node: takes the handle of each connection. */
  onconnection: (error: number, client: StreamHandle) => void = () => undefined;
  /** Tells where it listens. As in Node, a handle at a path has none. */
  readonly getsockname: ((out: object) => number) | undefined;
  readonly #node: NodeInternals;
  readonly #here: NetworkHere;
  readonly #at: Endpoint;
  readonly #flags: number;
  readonly #scope: OwnerScope;
  #listener: Listener | undefined = undefined;

  constructor(node: NodeInternals, here: NetworkHere, at: Endpoint, flags: number) {
    this.#node = node;
    this.#here = here;
    this.#at = at;
    this.#flags = flags;
    this.#scope = new OwnerScope(here.engine);
    if ("address" in at) this.getsockname = (out) => this.#fill(out);
  }

  /** @returns 0, or the number of an error */
  listen(backlog: number): number {
    const { network } = this.#here;
    const at = this.#at;
    if ("path" in at && network.hosts.here().paths.has(at.path)) return uv("EADDRINUSE");
    const listening = network.listen(at, {
      backlog,
      ipv6Only: (this.#flags & ipv6Only) !== 0,
      reusePort: (this.#flags & reusePort) !== 0,
      accepted: (channel) => {
        this.#scope.call(() => {
          const scope = new OwnerScope(this.#here.engine);
          const socket = new SocketHandle(this.#node, network, scope);
          socket.accepted(channel, at);
          this.onconnection(0, socket.handle);
        });
      },
    });
    const status = statusOfOutcome(listening);
    if (status === 0) this.#listener = listening.result();
    return status;
  }

  close(done?: () => void): void {
    this.#listener?.close();
    if (done !== undefined) this.#scope.callSoon(done);
  }

  #fill(out: object): number {
    const at = this.#listener?.endpoint ?? this.#at;
    if ("address" in at) Object.assign(out, { address: at.address, family: `IPv${at.family}`, port: at.port });
    return 0;
  }

  ref(): void {}

  unref(): void {}

  hasRef(): boolean {
    return true;
  }
}

/** Flags of libuv. */
const ipv6Only = 1;
const reusePort = 2;
