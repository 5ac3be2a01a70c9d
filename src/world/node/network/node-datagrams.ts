import type { RemoteInfo, Socket } from "node:dgram";
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import type { DatagramChannel, DatagramReceiver, DatagramSettings } from "../../../net/network.ts";
import { Deliveries } from "../deliveries.ts";

/** A socket of Node for datagrams. */
export class NodeDatagrams implements DatagramChannel {
  readonly #socket: Socket;
  readonly #settings: DatagramSettings;
  readonly #names: Readonly<Record<string, unknown>>;
  readonly #deliveries: Deliveries;
  #receiver: DatagramReceiver | undefined = undefined;
  #isClosed = false;

  /** @param socket - Bound, and connected to the only peer unless it broadcasts. */
  constructor(loop: LoopCore, socket: Socket, settings: DatagramSettings) {
    this.#socket = socket;
    this.#settings = settings;
    this.#deliveries = new Deliveries(loop, "datagrams");
    const { address, port } = socket.address();
    const { family, remote } = settings;
    this.#names = { socket, sockname: { address, port, family }, peername: remote };
  }

  get unsent(): number {
    return this.#isClosed ? 0 : this.#socket.getSendQueueSize();
  }

  info(name: string): unknown {
    return this.#names[name];
  }

  open(receiver: DatagramReceiver): void {
    this.#receiver = receiver;
    this.#socket.on("message", (data: Uint8Array, { address, port }: RemoteInfo) => {
      this.#deliver((to) => to.received(data, { address, port }));
    });
    this.#socket.on("error", (error) => this.#deliver((to) => to.failed(error)));
    this.#socket.on("close", () => this.#deliver((to) => to.closed(undefined)));
  }

  send(data: Uint8Array, to?: { readonly address: string; readonly port: number }): void {
    if (this.#isClosed) return;
    const { remote, broadcast = false } = this.#settings;
    const sent = (error: Error | null): void => {
      this.#deliver((receiver) => (error === null ? receiver.sent() : receiver.failed(error)));
    };
    const target = to ?? (broadcast ? remote : undefined);
    if (target === undefined || (remote !== undefined && !broadcast)) this.#socket.send(data, sent);
    else this.#socket.send(data, target.port, target.address, sent);
  }

  destroy(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#deliveries.clear();
    this.#socket.close();
  }

  #deliver(deliver: (receiver: DatagramReceiver) => void): void {
    this.#deliveries.add(() => {
      if (this.#receiver !== undefined) deliver(this.#receiver);
    });
  }
}
