import { anything, instanceOf, objectWith, requireKind } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import { describe } from "../core/arguments/describe.ts";
import { touchWorld } from "../core/context/touch.ts";
import { requireLoop } from "../core/context/current.ts";
import type { LoopCore, Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { typeError } from "../core/errors/type-error.ts";
import { coreOf, type EventLoop } from "../core/event-loop.ts";
import { Protocol } from "../net/protocol.ts";
import { startTls } from "../net/connecting/start-tls.ts";
import type { SslContext } from "../net/ssl-context.ts";
import { isTold } from "../net/transports/told-of.ts";
import type { BaseTransport, Transport, WriteTransport } from "../net/transport.ts";
import { DrainGate } from "./drain-gate.ts";
import { Once } from "./once.ts";
import { type ClientConnected, serveClient } from "./serve-client.ts";
import type { StreamProtocol, StreamTlsSettings } from "./stream-protocol.ts";
import { StreamReader } from "./reading/stream-reader.ts";
import { StreamWriter } from "./stream-writer.ts";

/**
 * Feeds a `StreamReader` with what a transport receives.
 *
 * `openConnection()` and `startServer()` make it; make one yourself to use streams over a transport of your own.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-stream.html | asyncio streams}
 */
export class StreamReaderProtocol extends Protocol implements StreamProtocol {
  /** Not of a subclass, which is code of the user. @internal */
  readonly [isTold]: boolean;
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
    requireOptions("StreamReaderProtocol", settings, { loop: anything });
    if (clientConnected !== undefined) requireClientConnected(clientConnected);
    this.#loop = settings.loop === undefined ? requireLoop() : coreOf(settings.loop);
    if (reader !== null) requireKind("reader", reader, instanceOf("a StreamReader", StreamReader, "pass one, or null"));
    this.#reader = reader ?? undefined;
    this.#clientConnected = clientConnected;
    this[isTold] = new.target === StreamReaderProtocol;
  }

  override connectionMade(transport: BaseTransport): void {
    requireKind("transport", transport, aTransport);
    touchWorld(this, "write");
    const stream = transport as Transport;
    const reader = this.#reader;
    this.#overTls = isTls(stream);
    if (reader === undefined) return;
    reader.setTransport(stream);
    if (this.#clientConnected === undefined) return;
    const writer = new StreamWriter(stream, this, reader);
    serveClient(this.#loop, this.#clientConnected, reader, writer);
  }

  startTls(transport: WriteTransport, ssl: SslContext, settings: StreamTlsSettings): Coroutine<Transport> {
    return StreamReaderProtocol.#startTls(this, transport, ssl, settings);
  }

  static readonly #startTls = coroutine(function* upgrade(
    protocol: StreamReaderProtocol,
    transport: WriteTransport,
    ssl: SslContext,
    settings: StreamTlsSettings,
  ): Generator<Wait, Transport, void> {
    requireKind("transport", transport, aTransport);
    const serverSide = protocol.#clientConnected !== undefined;
    const reader = protocol.#reader;
    const received = reader?.readNowait(); // it belongs to the handshake (gh-142352)
    try {
      const secured = yield* startTls(transport, protocol, ssl, { ...settings, serverSide, received });
      touchWorld(protocol, "write");
      protocol.#overTls = true;
      reader?.replaceTransport(secured); // or the old one would be paused and resumed (gh-152431)
      return secured;
    } catch (error) {
      if (received !== undefined && !transport.isClosing()) reader?.feedData(received);
      throw error;
    }
  });

  override connectionLost(error: Error | null): void {
    touchWorld(this, "write");
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
    touchWorld(this, "read");
    this.#reader?.feedData(data);
  }

  /** @returns whether the transport stays open for writing: over TLS it cannot */
  override eofReceived(): boolean {
    touchWorld(this, "read");
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

const aTransport = objectWith("a transport", ["isClosing", "getExtraInfo"], "only the loop calls connectionMade()");

/** Options of a `StreamReaderProtocol`. */
export interface StreamReaderProtocolSettings {
  /** The loop. Default: the running one. */
  readonly loop?: EventLoop | undefined;
}

/** @throws {TypeError} If `clientConnected` is no function. */
export function requireClientConnected(clientConnected: unknown): void {
  if (typeof clientConnected === "function") return;
  throw typeError(
    `clientConnected must be a function, got ${describe(clientConnected)}`,
    "startServer(async (reader, writer) => { … }, host, port)",
  );
}

function isTls(transport: Transport): boolean {
  return (transport.getExtraInfo("sslcontext") ?? null) !== null;
}
