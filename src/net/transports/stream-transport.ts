import { anIterable, requireKind, aText } from "../../core/arguments/kind.ts";
import { printableError } from "../../core/arguments/printable-error.ts";
import { tellOpaque, tellVisible, touchWorld } from "../../core/context/touch.ts";
import { Context, currentValues } from "../../core/context/context.ts";
import type { LoopCore, Report } from "../../core/contracts/loop-core.ts";
import { type Handle, inCallback } from "../../core/driving/handle.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { TimeoutError } from "../../core/errors/timeout-error.ts";
import { faceOf } from "../../core/event-loop.ts";
import type { Future } from "../../core/future.ts";
import type { Channel, ChannelReceiver } from "../channel.ts";
import type { AnyProtocol, DatagramProtocol } from "../protocol.ts";
import type { Transport } from "../transport.ts";
import { begin } from "./begin.ts";
import { concatenated } from "./concatenated.ts";
import { FlowControl, type WriteBufferLimits } from "./flow-control.ts";
import { Intake } from "./intake.ts";
import { LostWrites } from "./lost-writes.ts";
import { requireBytes } from "./require-bytes.ts";
import { toldOf } from "./told-of.ts";
import type { TransportOwner, TransportSettings } from "./transport-settings.ts";

/**
 * The transport of a stream: a connection, in the clear or over TLS, or a pipe. Carries what its channel delivers to the protocol, in
 * the order of asyncio's `_SelectorSocketTransport`.
 */
export class StreamTransport implements Transport, ChannelReceiver {
  readonly isTold = true;
  readonly #loop: LoopCore;
  readonly #channel: Channel;
  readonly #settings: TransportSettings;
  readonly #context: Context = new Context(currentValues());
  readonly #flow: FlowControl;
  readonly #intake = new Intake(this);
  readonly #lostWrites = new LostWrites();
  #protocol: AnyProtocol;
  #isPaused = false;
  /** Set by `close()`, and by whatever else ends the connection. */
  #isClosing = false;
  /** Whether `connectionLost()` was called, or is on its way. */
  #isLost = false;
  #hasWrittenEof = false;
  #shutdownTimer: Handle | undefined = undefined;
  /** What goes on with the connection since `startTls()`. */
  #successor: StreamTransport | undefined = undefined;

  constructor(loop: LoopCore, channel: Channel, protocol: AnyProtocol, settings: TransportSettings = {}) {
    this.#loop = loop;
    this.#channel = channel;
    this.#protocol = protocol;
    this.#settings = settings;
    this.#flow = new FlowControl(this, settings.shutdownTimeout === undefined ? undefined : secureHighBytes);
    settings.owner?.attach(this);
  }

  /**
   * Tell the protocol that the connection is made, begin to read, and wake who waits for the future, in one turn.
   *
   * @param settings - `isNew`: whether the protocol has to be told. Default: true.
   */
  start({ isNew = true }: { readonly isNew?: boolean } = {}): Future<void> {
    const tell = (): void => {
      touchWorld(this, "read");
      if (isNew) toldOf(this.#protocol).connectionMade(this);
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
    this.#protocol = protocol as AnyProtocol;
  }

  getProtocol(): AnyProtocol {
    touchWorld(this, "read");
    return this.#protocol;
  }

  isClosing(): boolean {
    touchWorld(this, "read");
    return this.#successor?.isClosing() ?? this.#isClosing;
  }

  isReading(): boolean {
    touchWorld(this, "read");
    return this.#successor?.isReading() ?? (!this.#isPaused && !this.#isClosing);
  }

  pauseReading(): void {
    touchWorld(this, "write");
    if (this.#successor !== undefined) return this.#successor.pauseReading();
    if (this.#isClosing || this.#isPaused) return;
    this.#isPaused = true;
    this.#channel.pause();
  }

  resumeReading(): void {
    touchWorld(this, "write");
    if (this.#successor !== undefined) return this.#successor.resumeReading();
    if (this.#isClosing || !this.#isPaused) return;
    this.#isPaused = false;
    if (!this.#intake.holds) return this.#channel.resume();
    const takeRest = (): void => {
      tellVisible();
      this.#intake.take();
      if (this.isReading()) this.#channel.resume();
    };
    faceOf(this.#loop).callSoon(takeRest, { context: this.#context });
  }

  write(data: Uint8Array): void {
    requireBytes(data);
    this.#requireWritable();
    if (data.length === 0) return;
    if (this.#isLost || (this.#isClosing && this.isSecure)) return this.#lostWrites.add();
    this.#channel.write(data);
    this.#flow.grown();
  }

  writelines(chunks: Iterable<Uint8Array>): void {
    requireKind("chunks", chunks, anIterable);
    this.write(concatenated([...chunks]));
  }

  #requireWritable(): void {
    touchWorld(this, "read");
    if (this.#successor !== undefined) {
      throw new RuntimeError(
        "unable to write; the connection has changed to TLS",
        "write to the transport that startTls() has returned",
      );
    }
    if (this.#hasWrittenEof) {
      throw new RuntimeError("Cannot call write() after write_eof()", "call writeEof() when everything is written");
    }
  }

  writeEof(): void {
    if (!this.canWriteEof()) {
      throw new RuntimeError("Cannot call write_eof(): TLS has no half-closed connections", "ask canWriteEof() first");
    }
    touchWorld(this, "write");
    if (this.#isClosing || this.#hasWrittenEof) return;
    this.#hasWrittenEof = true;
    this.#channel.end();
  }

  canWriteEof(): boolean {
    return this.#channel.canEnd;
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
    if (this.#successor !== undefined) return this.#successor.close();
    if (this.#isClosing) return;
    this.#isClosing = true;
    if (this.isSecure) return this.#shutDown();
    this.#channel.pause();
    if (this.#channel.unsent === 0) this.#lose(null);
  }

  abort(): void {
    if (this.#successor !== undefined) return this.#successor.abort();
    this.#lose(null);
  }

  /** Whether the protocol was told to stop writing. */
  get isWritingPaused(): boolean {
    return this.#flow.isPaused;
  }

  /** Whether this is TLS, where an end is a farewell to which the peer replies. */
  get isSecure(): boolean {
    return this.#settings.shutdownTimeout !== undefined;
  }

  /** Give the channel away, to make one over TLS of it: with who owns this transport, and what was received and not taken. */
  handOver(): { readonly channel: Channel; readonly owner: TransportOwner | undefined; readonly rest: Uint8Array } {
    touchWorld(this, "write");
    return { channel: this.#channel, owner: this.#settings.owner, rest: this.#intake.remove() };
  }

  /** Let `successor` go on with the connection. */
  succeededBy(successor: StreamTransport): void {
    touchWorld(this, "write");
    this.#successor = successor;
    this.#settings.owner?.detach(this);
  }

  received(data: Uint8Array): void {
    touchWorld(this, "read");
    if (this.#isClosing) return;
    this.#inCallback(() => this.#intake.take(data));
  }

  ended(): void {
    if (this.isClosing()) return;
    this.#inCallback(() => {
      const staysOpen = this.tell("eof_received", () => this.#protocol.eofReceived()) === true;
      if (staysOpen && this.isSecure) console.warn("returning true from eof_received() has no effect when using ssl");
      if (!staysOpen || this.isSecure) this.close();
    });
  }

  sent(): void {
    touchWorld(this, "read");
    if (this.#isLost) return;
    this.#inCallback(() => {
      this.#flow.shrunk(); // which may write more
      if (!this.#isClosing || this.isSecure || this.#channel.unsent > 0) return;
      touchWorld(this, "write");
      this.#isLost = true;
      this.#connectionLost(null);
    });
  }

  closed(error: Error | undefined): void {
    this.#lose(error ?? null);
  }

  report(report: Report): void {
    tellOpaque(); // the exception handler may do anything
    this.#loop.report(report);
  }

  toString(): string {
    const state = this.#isLost ? "closed" : this.isClosing() ? "closing" : "open";
    return `<StreamTransport ${state}, ${this.getWriteBufferSize()} bytes buffered>`;
  }

  /** Call the protocol. An error of the protocol ends the connection. */
  tell<T>(method: string, call: () => T): T | undefined {
    const protocol = toldOf(this.#protocol);
    try {
      return call();
    } catch (exception) {
      const message = `Fatal error: protocol.${method}() call failed.`;
      this.report({ message, exception, transport: this, protocol });
      this.#lose(printableError(exception, "The protocol threw"));
      return undefined;
    }
  }

  #inCallback(call: () => void): void {
    inCallback(this.#loop, this.#context, call);
  }

  /** Say farewell, and wait for the reply of the peer, which comes behind what nobody reads any more. */
  #shutDown(): void {
    this.#channel.resume();
    this.#channel.end();
    this.#shutdownTimer = faceOf(this.#loop).callLater(this.#settings.shutdownTimeout ?? 0, () => {
      this.#lose(new TimeoutError("SSL shutdown timed out"));
    });
  }

  /** The connection is over, or is over now. */
  #lose(error: Error | null): void {
    touchWorld(this, "write");
    if (this.#isLost) return;
    this.#isLost = true;
    this.#isClosing = true;
    this.#channel.pause();
    faceOf(this.#loop).callSoon(() => this.#connectionLost(error), { context: this.#context });
  }

  #connectionLost(error: Error | null): void {
    tellVisible();
    touchWorld(this, "write");
    this.#shutdownTimer?.cancel();
    try {
      this.tell("connection_lost", () => this.#protocol.connectionLost(error));
    } finally {
      this.#channel.destroy(this.#channel.unsent > 0); // a peer must not take a part for the whole
      this.#settings.owner?.detach(this);
    }
  }
}

const secureHighBytes = 524_288;
