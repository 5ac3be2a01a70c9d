import { requireOptions } from "../core/arguments/require-options.ts";
import { describe } from "../core/arguments/describe.ts";
import { requireLoop } from "../core/context/current.ts";
import type { LoopCore } from "../core/contracts/loop-core.ts";
import type { Coroutine } from "../core/coroutine.ts";
import { typeError } from "../core/errors/type-error.ts";
import { coreOf, type EventLoop } from "../core/event-loop.ts";
import { Protocol } from "../net/protocol.ts";
import type { BaseTransport, Transport } from "../net/transport.ts";
import { DrainGate } from "./drain-gate.ts";
import { Once } from "./once.ts";
import { type ClientConnected, serveClient } from "./serve-client.ts";
import type { StreamProtocol } from "./stream-protocol.ts";
import type { StreamReader } from "./stream-reader.ts";
import { StreamWriter } from "./stream-writer.ts";

/**
 * Feeds a `StreamReader` with what a transport receives.
 *
 * `openConnection()` and `startServer()` make it; make one yourself to use streams over a transport of your own.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-stream.html | asyncio streams}
 */
export class StreamReaderProtocol extends Protocol implements StreamProtocol {
  readonly #loop: LoopCore;
  readonly #gate = new DrainGate();
  readonly #closed = new Once<void>();
  readonly #clientConnected: ClientConnected | undefined;
  /** Undefined once the connection is lost. */
  #reader: StreamReader | undefined;
  #overTls = false;

  /**
   * @param reader - Null if nothing is read.
   * @param clientConnected - Serves the client, with a reader and a writer, in a task of its own.
   * @throws {TypeError} If `clientConnected` is no function.
   */
  constructor(
    reader: StreamReader | null,
    clientConnected?: ClientConnected,
    settings: StreamReaderProtocolSettings = {},
  ) {
    super();
    requireOptions("StreamReaderProtocol", settings, ["loop"]);
    requireClientConnected(clientConnected, "undefined for a client");
    this.#loop = settings.loop === undefined ? requireLoop() : coreOf(settings.loop);
    this.#reader = reader ?? undefined;
    this.#clientConnected = clientConnected;
  }

  /** Whether the peer opened the connection. */
  get isServer(): boolean {
    return this.#clientConnected !== undefined;
  }

  override connectionMade(transport: BaseTransport): void {
    const stream = transport as Transport;
    const reader = this.#reader;
    this.#overTls = isTls(stream);
    if (reader === undefined) return;
    reader.setTransport(stream);
    if (this.#clientConnected === undefined) return;
    const writer = new StreamWriter(stream, this, reader);
    serveClient(this.#loop, this.#clientConnected, reader, writer);
  }

  /** The connection goes on over `transport`. */
  replaceTransport(transport: Transport): void {
    this.#overTls = isTls(transport);
    this.#reader?.replaceTransport(transport);
  }

  override connectionLost(error: Error | null): void {
    if (error === null) {
      this.#reader?.feedEof();
      this.#closed.happened();
    } else {
      this.#reader?.setException(error);
      this.#closed.failed(error);
    }
    this.#gate.lost(error);
    this.#reader = undefined;
  }

  override dataReceived(data: Uint8Array): void {
    this.#reader?.feedData(data);
  }

  /** @returns whether the transport stays open for writing: over TLS it cannot */
  override eofReceived(): boolean {
    this.#reader?.feedEof();
    return !this.#overTls;
  }

  override pauseWriting(): void {
    this.#gate.pause();
  }

  override resumeWriting(): void {
    this.#gate.resume();
  }

  drain(writer: object): Coroutine<void> {
    return this.#gate.drain(writer);
  }

  waitClosed(writer: object): Coroutine<void> {
    return this.#closed.wait(writer, "waitClosed()");
  }
}

/** Options of a `StreamReaderProtocol`. */
export interface StreamReaderProtocolSettings {
  /** The loop. Default: the running one. */
  readonly loop?: EventLoop | undefined;
}

/** @throws {TypeError} If `clientConnected` is neither a function nor `undefined` */
export function requireClientConnected(clientConnected: unknown, other: string): void {
  if (clientConnected === undefined || typeof clientConnected === "function") return;
  throw typeError(
    `clientConnected must be a function, got ${describe(clientConnected)}`,
    `async (reader, writer) => { … }, or ${other}`,
  );
}

function isTls(transport: Transport): boolean {
  return (transport.getExtraInfo("sslcontext") ?? null) !== null;
}
