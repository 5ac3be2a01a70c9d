import type { BaseProtocol } from "./protocol.ts";

/**
 * A transport that reads and writes a stream of bytes: a connection, or the pipes of a process.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-protocol.html#transports | asyncio transports}
 */
export interface Transport extends ReadTransport, WriteTransport {}

/** What every transport has. */
export interface BaseTransport {
  /** What is known of the connection: `peername`, `sockname`, `socket`, `sslcontext`, … @returns `fallback` if nothing is */
  getExtraInfo(name: string, fallback?: unknown): unknown;
  isClosing(): boolean;
  /** Send what is buffered, then close. `connectionLost(null)` follows. Nothing more is received. */
  close(): void;
  /** @param protocol - Of the kind that the transport serves. */
  setProtocol(protocol: BaseProtocol): void;
  getProtocol(): BaseProtocol;
  toString(): string;
}

/** A transport that receives. */
export interface ReadTransport extends BaseTransport {
  isReading(): boolean;
  /** Receive nothing until {@link resumeReading}. Calling it twice does nothing. */
  pauseReading(): void;
  resumeReading(): void;
}

/** A transport that sends. */
export interface WriteTransport extends BaseTransport {
  /**
   * Buffer `data` and send it as soon as possible. Never blocks.
   *
   * @throws {TypeError} If `data` is neither bytes nor text.
   * @throws {RuntimeError} If `writeEof()` was called.
   */
  write(data: Uint8Array): void;
  writelines(chunks: Iterable<Uint8Array>): void;
  /** After what is buffered: no more bytes follow. Receiving goes on. */
  writeEof(): void;
  canWriteEof(): boolean;
  /** Close now: what is buffered is lost. `connectionLost()` follows. */
  abort(): void;
  /**
   * Set the marks of flow control, in bytes: above `high`, `pauseWriting()` is called; at `low` or below, `resumeWriting()`.
   *
   * @throws {ValueError} Unless 0 <= low <= high.
   */
  setWriteBufferLimits(limits?: { readonly high?: number | undefined; readonly low?: number | undefined }): void;
  getWriteBufferLimits(): readonly [low: number, high: number];
  /** Bytes that are buffered. */
  getWriteBufferSize(): number;
}

/** A transport that sends and receives datagrams. */
export interface DatagramTransport extends BaseTransport {
  /** Send `data` to `to`, or to the peer of the connection. */
  sendto(data: Uint8Array, to?: { readonly address: string; readonly port: number }): void;
  abort(): void;
}

/**
 * The transport of a child process.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-protocol.html#subprocess-transports | asyncio subprocess transports}
 */
export interface SubprocessTransport extends BaseTransport {
  getPid(): number;
  /** The exit code; minus the number of the signal that ended the child; null while it runs. */
  getReturncode(): number | null;
  /** The transport of a pipe: 0 stdin, 1 stdout, 2 stderr; null if it is none. */
  getPipeTransport(fd: number): BaseTransport | null;
  sendSignal(signal: NodeJS.Signals | number): void;
  terminate(): void;
  kill(): void;
}
