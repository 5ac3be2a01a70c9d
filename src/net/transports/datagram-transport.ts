import { aText, requireKind } from "../../core/arguments/kind.ts";
import { tellOpaque, touchWorld } from "../../core/context/touch.ts";
import { Context, currentValues } from "../../core/context/context.ts";
import type { LoopCore, Report } from "../../core/contracts/loop-core.ts";
import { inCallback } from "../../core/driving/handle.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { faceOf } from "../../core/event-loop.ts";
import type { Future } from "../../core/future.ts";
import type { DatagramChannel, DatagramReceiver } from "../network.ts";
import type { AnyProtocol, DatagramProtocol } from "../protocol.ts";
import type { DatagramTransport as Contract } from "../transport.ts";
import { begin } from "./begin.ts";
import { FlowControl, type WriteBufferLimits } from "./flow-control.ts";
import { LostWrites } from "./lost-writes.ts";
import { requireBytes } from "./require-bytes.ts";

/** The transport of a socket for datagrams: hands what its channel delivers to the protocol. */
export class DatagramTransport implements Contract, DatagramReceiver {
  readonly #loop: LoopCore;
  readonly #channel: DatagramChannel;
  readonly #context: Context = new Context(currentValues());
  readonly #peer: Peer | undefined;
  readonly #flow: FlowControl = new FlowControl(this);
  readonly #lostWrites = new LostWrites();
  #protocol: DatagramProtocol;
  #isClosing = false;
  #isLost = false;

  /** @param peer - The only peer, if there is one. */
  constructor(loop: LoopCore, channel: DatagramChannel, protocol: DatagramProtocol, peer: Peer | undefined) {
    this.#loop = loop;
    this.#channel = channel;
    this.#protocol = protocol;
    this.#peer = peer;
  }

  /** Tell the protocol, begin to receive, and wake who waits for the future, in one turn. */
  start(): Future<void> {
    const tell = (): void => {
      tellOpaque(); // the protocol is code of the user, as in all that follows
      this.#protocol.connectionMade(this);
    };
    return begin(this.#loop, this.#protocol, tell, () => {
      if (!this.#isLost) this.#channel.open(this);
    });
  }

  getExtraInfo(name: string, fallback: unknown = null): unknown {
    requireKind("name", name, aText);
    return this.#channel.info(name) ?? fallback;
  }

  setProtocol(protocol: AnyProtocol | DatagramProtocol): void {
    touchWorld(this, "write");
    this.#protocol = protocol as DatagramProtocol;
  }

  getProtocol(): DatagramProtocol {
    touchWorld(this, "read");
    return this.#protocol;
  }

  isClosing(): boolean {
    touchWorld(this, "read");
    return this.#isClosing;
  }

  sendto(data: Uint8Array, to?: Peer | null): void {
    requireBytes(data);
    const peer = this.#peer;
    if (peer !== undefined && to && (to.address !== peer.address || to.port !== peer.port)) {
      throw new ValueError(
        `Invalid address: must be None or ${peer.address}:${peer.port}`,
        "leave it out: the endpoint was made with remoteAddr",
      );
    }
    const target = to ?? peer;
    if (target === undefined) {
      throw new ValueError(
        "Invalid address: no peer was given",
        "sendto(data, { address, port }), or make it with remoteAddr",
      );
    }
    touchWorld(this, "write");
    if (this.#isLost) return this.#lostWrites.add();
    this.#channel.send(data, target);
    this.#flow.grown();
  }

  setWriteBufferLimits(limits: WriteBufferLimits = {}): void {
    this.#flow.setLimits(limits);
  }

  getWriteBufferLimits(): readonly [low: number, high: number] {
    return this.#flow.limits;
  }

  getWriteBufferSize(): number {
    touchWorld(this, "read");
    return this.#isLost ? 0 : this.#channel.unsent;
  }

  close(): void {
    touchWorld(this, "write");
    if (this.#isClosing) return;
    this.#isClosing = true;
    if (this.#channel.unsent === 0) this.#lose(null);
  }

  abort(): void {
    this.#lose(null);
  }

  received(data: Uint8Array, from: Peer): void {
    if (!this.#isClosing) this.#tell("datagram_received", () => this.#protocol.datagramReceived(data, from));
  }

  failed(error: Error): void {
    if (!this.#isLost) this.#tell("error_received", () => this.#protocol.errorReceived(error));
  }

  sent(): void {
    if (this.#isLost) return;
    this.#inCallback(() => this.#flow.shrunk());
    if (this.#isClosing && this.#channel.unsent === 0) this.#lose(null);
  }

  closed(error: Error | undefined): void {
    this.#lose(error ?? null);
  }

  report(report: Report): void {
    this.#loop.report(report);
  }

  toString(): string {
    return `<DatagramTransport ${this.#isLost ? "closed" : this.#isClosing ? "closing" : "open"}>`;
  }

  /** Call the protocol. Its errors go to the exception handler, and the next datagram to the protocol. */
  #tell(method: string, call: () => void): void {
    const protocol = this.#protocol;
    this.#inCallback(() => {
      try {
        call();
      } catch (exception) {
        this.report({ message: `protocol.${method}() failed`, exception, transport: this, protocol });
      }
    });
  }

  #inCallback(call: () => void): void {
    inCallback(this.#loop, this.#context, call);
  }

  #lose(error: Error | null): void {
    touchWorld(this, "write");
    if (this.#isLost) return;
    this.#isLost = true;
    this.#isClosing = true;
    const lost = (): void => {
      this.#channel.destroy();
      this.#protocol.connectionLost(error);
    };
    faceOf(this.#loop).callSoon(lost, { context: this.#context });
  }
}

/** Where a datagram comes from or goes to. */
interface Peer {
  readonly address: string;
  readonly port: number;
}
