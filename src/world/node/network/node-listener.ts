import type { Server, Socket } from "node:net";
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import type { Future } from "../../../core/future.ts";
import type { Channel } from "../../../net/channel.ts";
import type { Endpoint, Listener, ListenSettings } from "../../../net/network.ts";
import { Attempt } from "../attempt.ts";
import { Deliveries } from "../deliveries.ts";
import { removeLeftover } from "./remove-leftover.ts";

/** A server of Node. */
export class NodeListener implements Listener {
  readonly server: Server;
  readonly #loop: LoopCore;
  readonly #at: Endpoint;
  readonly #settings: ListenSettings;
  readonly #deliveries: Deliveries;
  /** Accepted, and not delivered. */
  readonly #waiting = new Set<Channel>();

  /** @param channelOf - Makes a channel of an accepted socket. */
  constructor(loop: LoopCore, at: Endpoint, settings: ListenSettings, channelOf: (socket: Socket) => Channel) {
    this.#loop = loop;
    this.#at = at;
    this.#settings = settings;
    this.#deliveries = new Deliveries(loop, "a server");
    const { keepAlive = false } = settings;
    const { createServer } = process.getBuiltinModule("node:net");
    this.server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true, keepAlive });
    this.server.on("connection", (socket) => this.#accepted(channelOf(socket)));
  }

  /** Begin to listen. */
  listen(): Future<Listener> {
    const attempt = new Attempt<Listener>(this.#loop, "listen()");
    attempt.onGivenUp(() => this.close());
    this.server.on("error", (error) => attempt.fail(error));
    this.server.on("listening", () => attempt.succeed(this));
    try {
      this.#begin();
    } catch (error) {
      attempt.fail(error as Error);
    }
    return attempt;
  }

  get endpoint(): Endpoint {
    const address = this.server.address();
    if (address === null || typeof address === "string") return this.#at;
    return { address: address.address, port: address.port, family: address.family === "IPv6" ? 6 : 4 };
  }

  close(): void {
    this.server.close();
    this.#deliveries.clear();
    for (const channel of this.#waiting) channel.destroy(true);
    this.#waiting.clear();
  }

  #begin(): void {
    const at = this.#at;
    const { backlog, ipv6Only = false, reusePort = false } = this.#settings;
    if ("path" in at) {
      removeLeftover(at.path);
      this.server.listen({ path: at.path, backlog });
      return;
    }
    // The types of Node 20 do not know `reusePort`.
    const settings = { host: at.address, port: at.port, backlog, ipv6Only, exclusive: true, reusePort };
    this.server.listen(settings);
  }

  #accepted(channel: Channel): void {
    this.#waiting.add(channel);
    this.#deliveries.add(() => {
      if (this.#waiting.delete(channel)) this.#settings.accepted(channel);
    });
  }
}
