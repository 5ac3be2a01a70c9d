import { current } from "../../../core/context/current.ts";
import { addWaiter, failureOf, hasSucceeded, markRetrieved } from "../../../core/future-core.ts";
import { Reaction } from "../../../core/driving/done-callback.ts";
import type { Future } from "../../../core/future.ts";
import type { Channel, ChannelReceiver } from "../../../net/channel.ts";
import type { Address, Endpoint, LocalEndpoint } from "../../../net/network.ts";
import type { SimulatedNetwork } from "../../simulated/network/simulated-network.ts";
import { openSockets } from "./open-sockets.ts";
import { disown } from "./disown.ts";
import { lateError } from "../network-here.ts";
import type { NodeInternals, StreamHandle } from "../node-internals.ts";
import type { OwnerScope } from "../owner-scope.ts";
import { uv, uvError } from "../uv-error.ts";

/**
 * One end of a simulated connection behind a handle of Node: Node's own code for sockets, TLS and HTTP runs on top, unchanged.
 *
 * The handle is a `JSStream`, by which Node itself puts TLS on streams made of JavaScript. It gets the methods of a TCP handle.
 */
export class SocketHandle implements ChannelReceiver {
  readonly handle: StreamHandle;
  readonly #node: NodeInternals;
  readonly #network: SimulatedNetwork;
  readonly #scope: OwnerScope;
  /** Addresses to try when the one before has failed. */
  #others: readonly Address[] = [];
  readonly #failures: Error[] = [];
  #local: LocalEndpoint = {};
  #attempt: Future<Channel> | undefined = undefined;
  #channel: Channel | undefined = undefined;
  /** Writes that wait for room on the way. */
  readonly #waiting: object[] = [];
  #isClosed = false;

  constructor(node: NodeInternals, network: SimulatedNetwork, scope: OwnerScope) {
    this.#node = node;
    this.#network = network;
    this.#scope = scope;
    this.handle = scope.enter(() => new node.JSStream());
    Object.assign(this.handle, this.#methods());
    handles.set(this.handle, this);
  }

  /** The simulated end behind `handle`, or behind a layer of TLS on it. */
  static behind(handle: unknown): SocketHandle | undefined {
    if (typeof handle !== "object" || handle === null) return undefined;
    const { _parent: below } = handle as { readonly _parent?: object };
    return handles.get(handle) ?? (below === undefined ? undefined : handles.get(below));
  }

  /** Whose socket it is. */
  get scope(): OwnerScope {
    return this.#scope;
  }

  /** Try `others` in turn if the address fails that Node connects to. */
  alsoTry(others: readonly Address[]): void {
    this.#others = others;
  }

  /** Use a connection that was accepted, by a listener at `at`. */
  accepted(channel: Channel, at: Endpoint): void {
    this.#uses(channel);
    const isMapped = "address" in at && at.address === "::";
    this.#setAddresses(isMapped ? mapped : (known) => known);
  }

  received(data: Uint8Array): void {
    this.#scope.call(() => this.handle.readBuffer(data));
  }

  ended(): void {
    this.#scope.call(() => this.handle.emitEOF());
  }

  sent(): void {
    if (this.#channel?.unsent !== 0) return;
    this.#scope.call(() => this.#finishWrites(0));
  }

  closed(error: Error | undefined): void {
    if (error === undefined || this.#isClosed) return;
    const { code = "ECONNRESET" } = error as { readonly code?: string };
    this.#scope.call(() => this.#owner.destroy(uvError(code, "read")));
  }

  /** What Node's code calls. */
  #methods(): object {
    return {
      onwrite: (request: object, pieces: readonly Uint8Array[]) => this.#write(request, pieces),
      onshutdown: (request: object) => this.#shutdown(request),
      onreadstart: () => this.#read(true),
      onreadstop: () => this.#read(false),
      isClosing: () => this.#isClosed,
      connect: (request: ConnectRequest, address: string, port?: number) =>
        this.#connect(request, port === undefined ? { path: address } : { address, family: 4, port }),
      connect6: (request: ConnectRequest, address: string, port: number) =>
        this.#connect(request, { address, family: 6, port }),
      bind: (address: string, port: number) => this.#bind(address, port),
      bind6: (address: string, port: number) => this.#bind(address, port),
      close: (done?: () => void) => this.#close(false, done),
      reset: (done?: () => void) => this.#close(true, done),
      setNoDelay: () => 0,
      setKeepAlive: () => 0,
      setSimultaneousAccepts: () => 0,
      ref: () => undefined,
      unref: () => undefined,
      hasRef: () => true,
    };
  }

  #write(request: object, pieces: readonly Uint8Array[]): number {
    const channel = this.#channel;
    if (channel === undefined || this.#isClosed) return uv("EPIPE");
    if (!this.#scope.engine.isRunning()) return this.#writtenLate();
    channel.write(Buffer.concat(pieces)); // a copy: the caller may use the buffer again once it is written
    if (channel.unsent > 0) {
      disown(request);
      this.#waiting.push(request);
    } else process.nextTick(finishWrite, this.handle, request);
    return 0;
  }

  /**
   * The run is over: no byte may pass. What it leaves behind stands still for ever, without an error, unless another run uses it.
   * Native code calls back in the async context of the handle: only the turn tells who writes.
   */
  #writtenLate(): number {
    if (current.loop !== undefined) process.nextTick(() => this.#owner.destroy(lateError()));
    return 0;
  }

  #finishWrites(status: number): void {
    for (const request of this.#waiting.splice(0)) this.handle.finishWrite(request, status);
  }

  #shutdown(request: object): number {
    this.#channel?.end();
    process.nextTick(() => this.handle.finishShutdown(request, 0));
    return 0;
  }

  #read(reads: boolean): number {
    if (reads) this.#channel?.resume();
    else this.#channel?.pause();
    return 0;
  }

  #bind(address: string, port: number): number {
    if (!this.#network.hosts.here().has(address) && address !== "0.0.0.0" && address !== "::") {
      return uv("EADDRNOTAVAIL");
    }
    this.#local = { address, port };
    return 0;
  }

  #connect(request: ConnectRequest, to: Endpoint): number {
    disown(request);
    const attempt = this.#scope.enter(() => this.#network.connect(to, this.#local));
    this.#attempt = attempt;
    addWaiter(attempt, new Reaction(() => this.#settled(request, to, attempt), attempt));
    return 0;
  }

  #settled(request: ConnectRequest, to: Endpoint, attempt: Future<Channel>): void {
    markRetrieved(attempt);
    if (attempt.cancelled() || this.#isClosed) return;
    this.#attempt = undefined;
    if (hasSucceeded(attempt)) {
      this.#uses(attempt.result());
      this.#setAddresses((known) => known);
      return this.#scope.call(() => request.oncomplete(0, this.handle, request, true, true));
    }
    const { code } = failureOf(attempt) as { readonly code: string };
    const fail = (): void => {
      this.#scope.call(() => request.oncomplete(uv(code), this.handle, request, false, false));
    };
    if (!("address" in to)) return fail();
    const { address, port } = to;
    this.#failures.push(uvError(code, "connect", { address, port }));
    const [next, ...others] = this.#others;
    this.#others = others;
    if (next !== undefined) return void this.#connect(request, { ...next, port });
    if (this.#failures.length > 1) return this.#scope.call(() => this.#owner.destroy(all(this.#failures)));
    return fail();
  }

  #uses(channel: Channel): void {
    this.#scope.engine.service(openSockets).add(this);
    this.#channel = channel;
    channel.pause(); // until Node reads
    channel.open(this);
  }

  #setAddresses(shown: (known: Address) => Address): void {
    const fill = (name: string) => (out: { address?: string; port?: number; family?: string }) => {
      const known = this.#channel?.info(name) as (Address & { readonly port: number }) | undefined;
      if (known === undefined) return uv("ENOTCONN");
      const { address, family } = shown(known);
      Object.assign(out, { address, family: `IPv${family}`, port: known.port });
      return 0;
    };
    if (typeof this.#channel?.info("sockname") !== "object") return;
    Object.assign(this.handle, { getsockname: fill("sockname"), getpeername: fill("peername") });
  }

  #close(resets: boolean, done: (() => void) | undefined): number {
    if (this.#scope.engine.isClosed()) {
      // At once: whoever tidies up at the end of a loop must be done before the next one.
      this.#isClosed = true;
      done?.();
      return 0;
    }
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#scope.engine.service(openSockets).delete(this);
      this.#attempt?.cancel();
      this.#channel?.destroy(resets);
      process.nextTick(() => this.#finishWrites(uv("ECANCELED")));
    }
    if (done !== undefined) this.#scope.callSoon(done);
    return 0;
  }

  get #owner(): { destroy(error: Error): void } {
    return this.handle[this.#node.owner] as { destroy(error: Error): void };
  }
}

/** A request of Node to connect a handle. */
interface ConnectRequest {
  oncomplete(status: number, handle: object, request: object, readable: boolean, writable: boolean): void;
}

function finishWrite(handle: StreamHandle, request: object): void {
  handle.finishWrite(request, 0);
}

const handles = new WeakMap<object, SocketHandle>();

/** How a server that listens at `::` sees an IPv4 address. */
function mapped({ address, family }: Address): Address {
  return family === 4 ? { address: `::ffff:${address}`, family: 6 } : { address, family };
}

/** What Node reports if every address of a name has failed. */
function all(failures: readonly Error[]): Error {
  const { code } = failures[0] as unknown as { readonly code: string };
  return Object.assign(new AggregateError(failures), { code });
}
