import type { Wait } from "../../core/contracts/loop-core.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { createFuture, type Future } from "../../core/future.ts";
import { netError } from "../net-error.ts";
import { type AnyProtocol, Protocol } from "../protocol.ts";
import type { StreamTransport } from "../transports/stream-transport.ts";

/** Takes the place of the protocol of `transport` while a file is sent. */
export class SendfileProtocol extends Protocol {
  readonly #transport: StreamTransport;
  readonly #replaced: AnyProtocol;
  readonly #resumesReading: boolean;
  readonly #resumesWriting: boolean;
  #writable: Future<void> | undefined;

  constructor(transport: StreamTransport) {
    super();
    this.#transport = transport;
    this.#replaced = transport.getProtocol();
    this.#resumesReading = transport.isReading();
    this.#resumesWriting = transport.isWritingPaused;
    this.#writable = this.#resumesWriting ? createFuture<void>(this, "drain()") : undefined;
    transport.pauseReading();
    transport.setProtocol(this);
  }

  /** Wait until the transport takes more. @throws An error if the connection has ended. */
  *drain(): Generator<Wait, void, void> {
    if (this.#transport.isClosing()) throw closedByPeer("Connection closed by peer");
    if (this.#writable !== undefined) yield* this.#writable;
  }

  /** Give the transport back. */
  restore(): void {
    this.#transport.setProtocol(this.#replaced);
    if (this.#resumesReading) this.#transport.resumeReading();
    this.#writable?.cancel();
    const isPaused = this.#transport.isWritingPaused;
    if (this.#resumesWriting && !isPaused) this.#replaced.resumeWriting();
    if (!this.#resumesWriting && isPaused) this.#replaced.pauseWriting();
  }

  override pauseWriting(): void {
    this.#writable ??= createFuture<void>(this, "drain()");
  }

  override resumeWriting(): void {
    if (this.#writable?.done() === false) this.#writable.setResult();
    this.#writable = undefined;
  }

  override connectionLost(error: Error | null): void {
    if (this.#writable?.done() === false) {
      this.#writable.setException(error ?? closedByPeer("Connection is closed by peer"));
    }
    this.#replaced.connectionLost(error);
  }

  override dataReceived(): void {
    throw new RuntimeError("Invalid state: reading should be paused", "do not resume reading while a file is sent");
  }

  override eofReceived(): void {
    throw new RuntimeError("Invalid state: reading should be paused", "do not resume reading while a file is sent");
  }
}

function closedByPeer(text: string): Error {
  return netError(text, "ECONNRESET", "the peer has not taken the whole file");
}
