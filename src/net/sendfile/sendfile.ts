import { trueOrFalse, objectWith, requireKind } from "../../core/arguments/kind.ts";
import { describe } from "../../core/arguments/describe.ts";
import { requireNumber } from "../../core/arguments/require-number.ts";
import { requireOptions, type Options } from "../../core/arguments/require-options.ts";
import { callBody } from "../../core/call-body.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { typeError } from "../../core/errors/type-error.ts";
import type { BaseTransport } from "../transport.ts";
import { StreamTransport } from "../transports/stream-transport.ts";
import { SendfileNotAvailableError } from "./sendfile-not-available-error.ts";
import { SendfileProtocol } from "./sendfile-protocol.ts";

/**
 * Send a file, and wait until all of it is in the hands of the transport. Reading stops where the peer is too slow. Meanwhile the protocol
 * of the transport receives nothing.
 *
 * @param file - A `FileHandle` of Node.
 * @returns how many bytes were sent
 * @throws {SendfileNotAvailableError} With `fallback: false`: Node has no system call for it.
 * @throws {RuntimeError} If the transport is closing, or is none of a stream.
 * @throws The error of the connection if it ends meanwhile.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.sendfile | loop.sendfile}
 */
export function sendfile(
  transport: BaseTransport,
  file: ReadableFile,
  offset: number = 0,
  count: number | null = null,
  settings: SendfileSettings = {},
): Coroutine<number> {
  return send(transport, file, { offset, count }, settings);
}

/** Options of `sendfile()`. */
export interface SendfileSettings {
  /** Whether the file may be read and written piece by piece, as Node has no other way. Default: true. */
  readonly fallback?: boolean | undefined;
}

/** A file that can be read: a `FileHandle` of Node, or something with the same method. */
export interface ReadableFile {
  /** Read at most `length` bytes at `position` into `buffer`. */
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): PromiseLike<{ readonly bytesRead: number }>;
}

/** Which part of a file. */
interface Part {
  readonly offset: number;
  readonly count: number | null;
}

const options: Options<SendfileSettings> = { fallback: trueOrFalse };

const send = coroutine(function* sendfile(
  transport: BaseTransport,
  file: ReadableFile,
  part: Part,
  settings: SendfileSettings,
): Generator<Wait, number, void> {
  requireOptions("sendfile()", settings, options);
  requirePart(file, part);
  requireKind("transport", transport, aTransport);
  if (transport.isClosing()) throw new RuntimeError("Transport is closing", "send the file before close()");
  if (!(transport instanceof StreamTransport)) {
    throw new RuntimeError(`sendfile is not supported for transport ${describe(transport)}`, "use a connection");
  }
  if (settings.fallback === false) throw new SendfileNotAvailableError();
  return yield* sendPieces(transport, file, part);
});

function* sendPieces(transport: StreamTransport, file: ReadableFile, part: Part): Generator<Wait, number, void> {
  const { offset, count } = part;
  const end = count === null ? Infinity : count;
  const protocol = new SendfileProtocol(transport);
  let total = 0;
  try {
    while (total < end) {
      const piece = new Uint8Array(Math.min(pieceBytes, end - total));
      const { bytesRead } = yield* callBody(async () => file.read(piece, 0, piece.length, offset + total));
      if (bytesRead === 0) return total;
      yield* protocol.drain();
      transport.write(piece.subarray(0, bytesRead));
      total += bytesRead;
    }
    return total;
  } finally {
    protocol.restore();
  }
}

function requirePart(file: ReadableFile, { offset, count }: Part): void {
  if (typeof file !== "object" || file === null || typeof file.read !== "function") {
    throw typeError(
      `file should be opened in binary mode: got ${describe(file)}`,
      "pass a FileHandle: await open(path)",
    );
  }
  const isWhole = (number: number, least: number): boolean => Number.isSafeInteger(number) && number >= least;
  requireNumber("offset", offset, (number) => isWhole(number, 0), "pass a whole number of bytes, 0 for the beginning");
  if (count === null) return;
  requireNumber("count", count, (number) => isWhole(number, 1), "pass a number of bytes, or null for all");
}

const aTransport = objectWith(
  "a transport",
  ["isClosing", "write"],
  "pass what createConnection() returns, or writer.transport",
);

const pieceBytes = 16_384;
