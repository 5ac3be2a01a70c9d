import { anything } from "../../core/arguments/kind.ts";
import { asText } from "../../core/arguments/as-text.ts";
import { requireNumber } from "../../core/arguments/require-number.ts";
import { requireOptions } from "../../core/arguments/require-options.ts";
import { requireLoop } from "../../core/context/current.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { errorText } from "../../core/errors/with-hint.ts";
import { coreOf, type EventLoop } from "../../core/event-loop.ts";
import { showAsText } from "../../core/show-as-text.ts";
import { requireBytes } from "../../net/transports/require-bytes.ts";
import { concatenated } from "../../net/transports/concatenated.ts";
import { Incoming, type Pausable } from "./incoming.ts";
import { IncompleteReadError } from "./incomplete-read-error.ts";
import { LimitOverrunError } from "./limit-overrun-error.ts";
import { findSeparator, separatorsOf } from "./find-separator.ts";

/**
 * Reads bytes from a stream, for one task at a time.
 *
 * A read that has what it needs does not yield. A read that is cancelled takes nothing out of the stream. While more than twice the
 * limit is buffered the transport is paused, so that the peer meets backpressure; reading resumes it.
 *
 * `for await (const line of reader)` goes through the lines up to the end. A generator writes
 * `for (let line = yield* reader.readline(); line.length > 0; line = yield* reader.readline())`.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamReader | asyncio.StreamReader}
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { run, StreamReader } from "timeloom";
 *
 * await run(async () => {
 *   const reader = new StreamReader();
 *   reader.feedData(new TextEncoder().encode("one\ntwo\n"));
 *   reader.feedEof();
 *
 *   const lines: string[] = [];
 *   for await (const line of reader) lines.push(new TextDecoder().decode(line));
 *
 *   assert.deepEqual(lines, ["one\n", "two\n"]);
 * });
 * ```
 */
export class StreamReader implements AsyncIterable<Uint8Array, void, void> {
  static {
    showAsText(this.prototype);
  }

  readonly #incoming: Incoming;

  /**
   * @throws {ValueError} If the limit is not above 0.
   * @throws {RuntimeError} If no loop is given and none is running.
   */
  constructor(settings: StreamSettings = {}) {
    requireOptions("StreamReader", settings, { limit: anything, loop: anything });
    const { limit = defaultLimit, loop } = settings;
    requireLimit(limit);
    this.#incoming = new Incoming(loop === undefined ? requireLoop() : coreOf(loop), limit);
  }

  /** The exception that ended the stream, or null. */
  exception(): Error | null {
    return this.#incoming.exception;
  }

  /** End the stream with `exception`: whoever reads gets it, now and later. */
  setException(exception: Error): void {
    this.#incoming.fail(exception);
  }

  /** Pause and resume `transport`, as the limit demands. @throws {RuntimeError} If there is a transport already. */
  setTransport(transport: Pausable): void {
    if (this.#incoming.transport !== undefined) {
      throw new RuntimeError("Transport already set", "a reader reads from one transport");
    }
    this.#incoming.follow(transport);
  }

  /** What follows comes from `transport`: the stream goes on over TLS. */
  replaceTransport(transport: Pausable): void {
    this.#incoming.follow(transport);
  }

  /** Append `data`, which the caller does not change any more. @throws {RuntimeError} If `feedEof()` was called. */
  feedData(data: Uint8Array): void {
    requireBytes(data);
    this.#incoming.feed(data);
  }

  /** No more bytes follow. */
  feedEof(): void {
    this.#incoming.end();
  }

  /** Whether the buffer is empty and the end has come. */
  atEof(): boolean {
    return this.#incoming.buffer.size === 0 && this.#incoming.ended;
  }

  /**
   * Read up to `count` bytes: at least one, unless the stream ends first. Read all up to the end by default.
   *
   * @param count - In bytes; -1 for all. The limit of the stream does not matter.
   * @throws the exception that ended the stream, if one did
   * @throws {RuntimeError} If it has to wait and another task waits already.
   * @throws {CancelledError} If the task is cancelled while it waits.
   */
  read(count = -1): Coroutine<Uint8Array> {
    requireNumber("count", count, Number.isInteger, "pass a whole number of bytes, or -1 for all up to the end");
    return StreamReader.#read(this, count);
  }

  static readonly #read = coroutine(function* read(
    reader: StreamReader,
    count: number,
  ): Generator<Wait, Uint8Array, void> {
    const incoming = reader.#incoming;
    if (incoming.exception !== null) throw incoming.exception;
    if (count === 0) return new Uint8Array(0);
    if (count < 0) {
      const blocks: Uint8Array[] = [];
      for (;;) {
        const block = yield* reader.read(incoming.limit);
        if (block.length === 0) return concatenated(blocks);
        blocks.push(block);
      }
    }
    if (incoming.buffer.size === 0 && !incoming.ended) yield* incoming.more(reader, "read");
    const data = incoming.buffer.take(count);
    incoming.taken();
    return data;
  });

  /**
   * Read a line, up to and with its "\n". At the end of the stream: what is left, which may be nothing.
   *
   * @throws {ValueError} If the line is longer than the limit. It is thrown away; if its end has not come yet, so is all that is there.
   * @throws the exception that ended the stream, if one did
   * @throws {RuntimeError} If it has to wait and another task waits already.
   * @throws {CancelledError} If the task is cancelled while it waits.
   */
  readline(): Coroutine<Uint8Array> {
    return StreamReader.#readline(this);
  }

  static readonly #readline = coroutine(function* readline(reader: StreamReader): Generator<Wait, Uint8Array, void> {
    const incoming = reader.#incoming;
    try {
      return (yield* StreamReader.#until(reader, [newline])) ?? incoming.buffer.take(incoming.buffer.size);
    } catch (error) {
      if (!(error instanceof LimitOverrunError)) throw error;
      const isWhole = incoming.buffer.indexOf(newline, error.consumed) === error.consumed;
      if (isWhole) incoming.buffer.take(error.consumed + newline.length);
      else incoming.buffer.clear();
      incoming.taken();
      throw new ValueError(errorText(error), error.hint);
    }
  });

  /**
   * Read up to and with a separator, which is "\n" by default. Of several separators the one counts that ends first.
   *
   * @throws {IncompleteReadError} If the stream ends first. What is left is in the error, and no longer in the stream.
   * @throws {LimitOverrunError} If more bytes than the limit come before the separator. They stay in the stream.
   * @throws {ValueError} If a separator is empty, or there is none.
   * @throws the exception that ended the stream, if one did
   * @throws {RuntimeError} If it has to wait and another task waits already.
   * @throws {CancelledError} If the task is cancelled while it waits.
   */
  readuntil(separator: Uint8Array | readonly Uint8Array[] = newline): Coroutine<Uint8Array> {
    return StreamReader.#readuntil(this, separator);
  }

  static readonly #readuntil = coroutine(function* readuntil(
    reader: StreamReader,
    separator: Uint8Array | readonly Uint8Array[],
  ): Generator<Wait, Uint8Array, void> {
    const data = yield* StreamReader.#until(reader, separatorsOf(separator));
    if (data !== undefined) return data;
    const { buffer } = reader.#incoming;
    throw new IncompleteReadError(buffer.take(buffer.size), null);
  });

  /** @returns undefined if the stream ends first: an error with its stack is made only for whoever wants it */
  static *#until(
    reader: StreamReader,
    separators: readonly Uint8Array[],
  ): Generator<Wait, Uint8Array | undefined, void> {
    const incoming = reader.#incoming;
    const { buffer, limit } = incoming;
    const longest = separators.at(-1)?.length ?? 0;
    if (incoming.exception !== null) throw incoming.exception;
    let searched = 0; // no separator begins before
    let found = findSeparator(buffer, separators, searched);
    while (found === undefined) {
      searched = Math.max(0, buffer.size + 1 - longest);
      if (searched > limit) throw overrun("Separator is not found, and chunk exceed the limit", searched, limit);
      if (incoming.ended) return undefined;
      yield* incoming.more(reader, "readuntil");
      found = findSeparator(buffer, separators, searched);
    }
    if (found.start > limit) throw overrun("Separator is found, but chunk is longer than limit", found.start, limit);
    const data = buffer.take(found.end);
    incoming.taken();
    return data;
  }

  /**
   * Read exactly `count` bytes. The limit of the stream does not matter.
   *
   * @throws {IncompleteReadError} If the stream ends first. What is left is in the error, and no longer in the stream.
   * @throws {ValueError} If `count` is below 0.
   * @throws the exception that ended the stream, if one did
   * @throws {RuntimeError} If it has to wait and another task waits already.
   * @throws {CancelledError} If the task is cancelled while it waits.
   */
  readexactly(count: number): Coroutine<Uint8Array> {
    requireNumber("count", count, Number.isInteger, "pass a whole number of bytes");
    if (count < 0) {
      throw new ValueError("readexactly size can not be less than zero", "read() reads up to the end");
    }
    return StreamReader.#readexactly(this, count);
  }

  static readonly #readexactly = coroutine(function* readexactly(
    reader: StreamReader,
    count: number,
  ): Generator<Wait, Uint8Array, void> {
    const incoming = reader.#incoming;
    const { buffer } = incoming;
    if (incoming.exception !== null) throw incoming.exception;
    while (buffer.size < count) {
      if (incoming.ended) throw new IncompleteReadError(buffer.take(buffer.size), count);
      yield* incoming.more(reader, "readexactly");
    }
    const data = count === 0 ? new Uint8Array(0) : buffer.take(count);
    incoming.taken();
    return data;
  });

  /** Take everything that is buffered, which may be nothing. */
  readNowait(): Uint8Array {
    const { buffer } = this.#incoming;
    const data = buffer.take(buffer.size);
    this.#incoming.taken();
    return data;
  }

  /** The lines up to the end. Leaving the loop leaves the rest in the stream. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, void, void> {
    return {
      next: async () => {
        const line = await this.readline();
        return line.length === 0 ? { done: true, value: undefined } : { done: false, value: line };
      },
    };
  }

  toString(): string {
    const { buffer, ended, limit, waiter, exception, transport, paused } = this.#incoming;
    let text = "StreamReader";
    if (buffer.size > 0) text += ` ${buffer.size} bytes`;
    if (ended) text += " eof";
    if (limit !== defaultLimit) text += ` limit=${limit}`;
    if (waiter !== undefined) text += ` waiter=${waiter.toString()}`;
    if (exception !== null) text += ` exception=${asText(exception)}`;
    if (transport !== undefined) text += ` transport=${asText(transport)}`;
    if (paused) text += " paused";
    return `<${text}>`;
  }
}

/** The limit of a stream, in bytes, unless another is given. */
export const defaultLimit: number = 2 ** 16;

/** Options of a `StreamReader`. */
export interface StreamSettings {
  /** How long a line may be, in bytes. The transport is paused while twice as much is buffered. Default: 65536. */
  readonly limit?: number | undefined;
  /** The loop. Default: the running one. */
  readonly loop?: EventLoop | undefined;
}

/** @throws {ValueError} If `limit` is not a number above 0. */
export function requireLimit(limit: unknown): void {
  const hint = "pass a number of bytes above 0, such as 65536";
  requireNumber("limit", limit, (value) => !Number.isNaN(value), hint);
  if ((limit as number) <= 0) throw new ValueError("Limit cannot be <= 0", hint);
}

const newline = Uint8Array.of(10);

function overrun(text: string, consumed: number, limit: number): LimitOverrunError {
  return new LimitOverrunError(text, consumed, `the limit of this stream is ${limit} bytes: pass a larger \`limit\``);
}
