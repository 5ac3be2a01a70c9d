import { tellVisible, touchWorld } from "../../core/context/touch.ts";
import { Context, currentValues } from "../../core/context/context.ts";
import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import { isCancellation } from "../../core/errors/cancelled-error.ts";
import { faceOf } from "../../core/event-loop.ts";
import { hasSucceeded } from "../../core/future-core.ts";
import type { Channel } from "../channel.ts";
import type { Handshake } from "../connecting/handshake.ts";
import { makeConnection } from "../connecting/make-connection.ts";
import { type Endpoint, type Listener, type ListenSettings, network } from "../network.ts";
import { hinted, netError, type NetError } from "../net-error.ts";
import type { AnyProtocol } from "../protocol.ts";
import type { Transport } from "../transport.ts";
import type { TransportOwner } from "../transports/transport-settings.ts";

/** What a server listens with, and the connections that it has accepted. */
export class Listeners implements TransportOwner {
  readonly #loop: LoopCore;
  readonly #plan: ListeningPlan;
  readonly #context: Context = new Context(currentValues());
  #open: Listener[] | undefined = undefined;
  #isClosed = false;
  #lastGone: () => void = () => undefined;
  /** The transports of connections that have not ended, in the order in which they came. */
  readonly #clients = new Set<Transport>();

  constructor(loop: LoopCore, plan: ListeningPlan) {
    this.#loop = loop;
    this.#plan = plan;
  }

  /** @param lastGone - Called whenever the last connection has ended. */
  onLastGone(lastGone: () => void): void {
    this.#lastGone = lastGone;
  }

  get clients(): ReadonlySet<Transport> {
    touchWorld(this, "read");
    return this.#clients;
  }

  get areOpen(): boolean {
    touchWorld(this, "read");
    return this.#open !== undefined;
  }

  get endpoints(): readonly Endpoint[] {
    touchWorld(this, "read");
    return (this.#open ?? []).map(({ endpoint }) => endpoint);
  }

  /** Listen everywhere, or nowhere. An address of a kind that the host does not have is left out. */
  *open(): Generator<Wait, void, void> {
    touchWorld(this, "write");
    if (this.#open !== undefined) return;
    this.#open = [];
    const { endpoints } = this.#plan;
    try {
      for (const endpoint of endpoints) yield* this.#listenAt(endpoint);
      if (this.#open.length === 0) throw nowhere(endpoints);
    } catch (error) {
      this.#closeAll();
      throw error;
    }
  }

  close(): void {
    touchWorld(this, "write");
    this.#isClosed = true;
    this.#closeAll();
  }

  attach(transport: Transport): void {
    touchWorld(this, "write");
    if (this.#isClosed) throw netError("the server is closed", "ECONNABORTED", "it was closed during a handshake");
    this.#clients.add(transport);
  }

  detach(transport: Transport): void {
    touchWorld(this, "write");
    if (this.#clients.delete(transport) && this.#clients.size === 0) this.#lastGone();
  }

  *#listenAt(endpoint: Endpoint): Generator<Wait, void, void> {
    const accepted = (channel: Channel): void => this.#accept(channel);
    const listening = this.#loop.service(network).listen(endpoint, { ...this.#plan.settings, accepted });
    try {
      const listener = yield* listening;
      touchWorld(this, "write");
      if (this.#open === undefined) listener.close();
      else this.#open.push(listener);
    } catch (error) {
      if (hasSucceeded(listening)) listening.result().close();
      if (isCancellation(error) || !isMissingKind(error as NetError)) throw hinted(error);
    }
  }

  #closeAll(): void {
    touchWorld(this, "write");
    for (const listener of this.#open ?? []) listener.close();
    this.#open = undefined;
  }

  #accept(channel: Channel): void {
    tellVisible();
    faceOf(this.#loop).createTask(() => this.#serve(channel), { context: this.#context });
  }

  *#serve(channel: Channel): Generator<Wait, void, void> {
    const { protocolFactory, handshake } = this.#plan;
    try {
      yield* makeConnection(this.#loop, channel, protocolFactory, { handshake, owner: this });
    } catch (exception) {
      if (isCancellation(exception)) throw exception;
      // A peer that cannot shake hands is no news, but an error of the program is.
      if (typeof (exception as NetError).code === "string" && !faceOf(this.#loop).getDebug()) return;
      this.#loop.report({ message: "Error on transport creation for incoming connection", exception });
    }
  }
}

/** Where to listen, how, and what to do with a connection. */
export interface ListeningPlan {
  readonly endpoints: readonly Endpoint[];
  readonly settings: Omit<ListenSettings, "accepted">;
  readonly protocolFactory: () => AnyProtocol;
  readonly handshake: Handshake | undefined;
}

/** Whether the host has no addresses of this kind at all, such as IPv6 (bpo-30945). */
function isMissingKind({ code }: NetError): boolean {
  return code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
}

function nowhere(endpoints: readonly Endpoint[]): Error {
  const names = endpoints.map((endpoint) =>
    "path" in endpoint ? endpoint.path : `${endpoint.address}:${endpoint.port}`,
  );
  return netError(
    `could not bind on any address out of [${names.join(", ")}]`,
    "EADDRNOTAVAIL",
    "listen at an address that this host has, such as 127.0.0.1",
  );
}
