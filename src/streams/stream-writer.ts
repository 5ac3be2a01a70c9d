import { anything, orNull, aText } from "../core/arguments/kind.ts";
import { requireOptions } from "../core/arguments/require-options.ts";
import { typeError } from "../core/errors/type-error.ts";
import { asText } from "../core/arguments/as-text.ts";
import { touchWorld } from "../core/context/touch.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { showAsText } from "../core/show-as-text.ts";
import type { SslContext } from "../net/ssl-context.ts";
import type { WriteTransport } from "../net/transport.ts";
import { sleep } from "../tasks/sleep.ts";
import type { StreamProtocol, StreamTlsSettings } from "./stream-protocol.ts";
import type { StreamReader } from "./reading/stream-reader.ts";

/**
 * Writes bytes to a stream.
 *
 * {@link write} never waits. Whoever writes much awaits {@link drain} after each write, so that a slow peer slows the program down
 * instead of filling its memory.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamWriter | asyncio.StreamWriter}
 */
export class StreamWriter {
  static {
    showAsText(this.prototype);
  }

  #transport: WriteTransport;
  readonly #protocol: StreamProtocol;
  readonly #reader: StreamReader | null;

  /** @param reader - Of the same connection: an exception that ended it comes out of `drain()`, too. */
  constructor(transport: WriteTransport, protocol: StreamProtocol, reader: StreamReader | null = null) {
    this.#transport = transport;
    this.#protocol = protocol;
    this.#reader = reader;
  }

  /** The transport below. */
  get transport(): WriteTransport {
    touchWorld(this, "read");
    return this.#transport;
  }

  /**
   * Send `data` as soon as possible; what cannot be sent at once is buffered. The caller does not change `data` any more.
   *
   * @throws {TypeError} If `data` is not bytes.
   * @throws {RuntimeError} If `writeEof()` was called.
   */
  write(data: Uint8Array): void {
    this.transport.write(data);
  }

  /** As `write()` of each. */
  writelines(chunks: Iterable<Uint8Array>): void {
    this.transport.writelines(chunks);
  }

  /** After what is buffered: no more bytes follow. The peer may go on to send. */
  writeEof(): void {
    this.transport.writeEof();
  }

  /** Whether `writeEof()` can be called: not over TLS. */
  canWriteEof(): boolean {
    return this.transport.canWriteEof();
  }

  /** Send what is buffered, then close the connection, for reading as well. Await `waitClosed()` after it. */
  close(): void {
    this.transport.close();
  }

  isClosing(): boolean {
    return this.transport.isClosing();
  }

  /**
   * Wait until the connection is closed.
   *
   * @throws the error that closed it, if one did
   * @throws {CancelledError} If the task is cancelled while it waits. Others that wait go on.
   */
  waitClosed(): Coroutine<void> {
    return this.#protocol.waitClosed(this);
  }

  /** What is known of the connection: `peername`, `sockname`, `socket`, `sslcontext`, … @returns `fallback` if nothing is */
  getExtraInfo(name: string, fallback: unknown = null): unknown {
    return this.transport.getExtraInfo(name, fallback);
  }

  /**
   * Wait until the write buffer is at its low-water mark, if it has passed the high one. Otherwise it does not yield, unless the
   * connection is closing. Any number of tasks may wait.
   *
   * @throws {Error} If the connection is gone: the error that ended it, or `ECONNRESET`.
   * @throws {CancelledError} If the task is cancelled while it waits.
   */
  drain(): Coroutine<void> {
    return StreamWriter.#drain(this);
  }

  static readonly #drain = coroutine(function* drain(writer: StreamWriter): Generator<Wait, void, void> {
    const exception = writer.#reader?.exception() ?? null;
    if (exception !== null) throw exception;
    // Let the protocol hear of the end, or a program that writes and drains in a loop would never see the error (asyncio#263).
    if (writer.transport.isClosing()) yield* sleep(0);
    yield* writer.#protocol.drain(writer);
  });

  /**
   * Go on over TLS, as the server if this is a connection that `startServer()` has accepted. What the reader has received and nobody has
   * read belongs to the handshake.
   *
   * If it fails or is cancelled, the connection is closed.
   *
   * @param ssl - Options of Node's `tls`.
   * @throws The error of the handshake, with Node's `code`; `ECONNABORTED` if it takes too long.
   * @throws {TypeError} If this is not a connection, or `ssl` is no object.
   * @throws {ValueError} If an option is unknown or has a wrong value.
   */
  startTls(ssl: SslContext, settings: StreamTlsSettings = {}): Coroutine<void> {
    return StreamWriter.#startTls(this, ssl, settings);
  }

  static readonly #startTls = coroutine(function* upgrade(
    writer: StreamWriter,
    ssl: SslContext,
    settings: StreamTlsSettings,
  ): Generator<Wait, void, void> {
    requireOptions("startTls()", settings, {
      serverHostname: orNull(aText),
      sslHandshakeTimeout: anything,
      sslShutdownTimeout: anything,
    });
    yield* writer.drain();
    const secured = writer.#protocol.startTls?.(writer.transport, ssl, settings);
    if (secured === undefined) throw typeError("Cannot start TLS: this is not a connection", "a pipe has no TLS");
    const transport = yield* secured;
    touchWorld(writer, "write");
    writer.#transport = transport;
  });

  toString(): string {
    const reader = this.#reader === null ? "" : ` reader=${this.#reader.toString()}`;
    return `<${this.constructor.name} transport=${asText(this.transport)}${reader}>`;
  }
}
