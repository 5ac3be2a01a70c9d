import type { BaseTransport, DatagramTransport, SubprocessTransport } from "./transport.ts";

/**
 * Takes what a stream transport receives. Subclasses override what they need; each method does nothing by default.
 *
 * Calls come in this order: `connectionMade`, `dataReceived` any number of times, `eofReceived` at most once, `connectionLost`.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-protocol.html#asyncio.Protocol | asyncio.Protocol}
 */
export class Protocol implements BaseProtocol {
  connectionMade(_transport: BaseTransport): void {}
  /** @param error - Null after a regular end, `abort()` or `close()`. */
  connectionLost(_error: Error | null): void {}
  pauseWriting(): void {}
  resumeWriting(): void {}
  dataReceived(_data: Uint8Array): void {}
  /** The peer sends no more. @returns true to keep the transport open for writing; by default it closes itself */
  eofReceived(): boolean | null | undefined | void {}
}

/** What every protocol has. */
export interface BaseProtocol {
  connectionMade(transport: BaseTransport): void;
  connectionLost(error: Error | null): void;
  /** The write buffer is above the high-water mark. */
  pauseWriting(): void;
  /** The write buffer is at or below the low-water mark again. */
  resumeWriting(): void;
}

/**
 * A protocol that hands out the buffer to receive into.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-protocol.html#asyncio.BufferedProtocol | asyncio.BufferedProtocol}
 */
export abstract class BufferedProtocol implements BaseProtocol {
  connectionMade(_transport: BaseTransport): void {}
  connectionLost(_error: Error | null): void {}
  pauseWriting(): void {}
  resumeWriting(): void {}
  /** The buffer to fill next. @param sizeHint - The recommended size in bytes; -1 for any. */
  abstract getBuffer(sizeHint: number): Uint8Array;
  /** The first `nbytes` of the buffer were filled. */
  abstract bufferUpdated(nbytes: number): void;
  eofReceived(): boolean | null | undefined | void {}
}

/** A protocol of a stream transport. */
export type AnyProtocol = Protocol | BufferedProtocol;

/**
 * Takes datagrams.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-protocol.html#asyncio.DatagramProtocol | asyncio.DatagramProtocol}
 */
export class DatagramProtocol implements BaseProtocol {
  connectionMade(_transport: DatagramTransport): void {}
  connectionLost(_error: Error | null): void {}
  pauseWriting(): void {}
  resumeWriting(): void {}
  datagramReceived(_data: Uint8Array, _from: { readonly address: string; readonly port: number }): void {}
  /** An earlier send or receive has failed. */
  errorReceived(_error: Error): void {}
}

/**
 * Takes what a child process does.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-protocol.html#asyncio.SubprocessProtocol | asyncio.SubprocessProtocol}
 */
export class SubprocessProtocol implements BaseProtocol {
  connectionMade(_transport: SubprocessTransport): void {}
  connectionLost(_error: Error | null): void {}
  pauseWriting(): void {}
  resumeWriting(): void {}
  /** The child wrote `data` into pipe `fd`: 1 is its output, 2 its errors. */
  pipeDataReceived(_fd: number, _data: Uint8Array): void {}
  /** Pipe `fd` was closed, by either side. */
  pipeConnectionLost(_fd: number, _error: Error | null): void {}
  /** The child has exited. */
  processExited(): void {}
}
