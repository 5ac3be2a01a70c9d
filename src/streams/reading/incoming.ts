import { touchWorld } from "../../core/context/touch.ts";
import type { LoopCore, Wait } from "../../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { type Future, ResourceFuture } from "../../core/future.ts";
import type { ReadTransport } from "../../net/transport.ts";
import { ByteBuffer } from "./byte-buffer.ts";

/** The inside of a `StreamReader`: what has come, how it ended, who waits for more, and whether the transport is paused. */
export class Incoming {
  readonly loop: LoopCore;
  readonly limit: number;
  readonly #buffer = new ByteBuffer();
  /** Whether no more will come. */
  ended = false;
  #exception: Error | null = null;
  /** Stands for the exception: who writes looks at it, too. */
  readonly #failing: object = {};
  /** Of the one task that reads. */
  #waiter: Future<void> | undefined = undefined;
  #transport: Pausable | undefined = undefined;
  /** Whether the transport was told to pause, since more than twice the limit is there. */
  #paused = false;

  constructor(loop: LoopCore, limit: number) {
    this.loop = loop;
    this.limit = limit;
  }

  /** What has come. A step that looks at it may take it. */
  get buffer(): ByteBuffer {
    touchWorld(this, "write");
    return this.#buffer;
  }

  get exception(): Error | null {
    touchWorld(this.#failing, "read");
    return this.#exception;
  }

  get waiter(): Future<void> | undefined {
    return this.#waiter;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get transport(): Pausable | undefined {
    touchWorld(this, "read");
    return this.#transport;
  }

  /** From now on `transport` is what is paused and resumed. */
  follow(transport: Pausable): void {
    touchWorld(this, "write");
    this.#transport = transport;
    if (this.#paused) transport.pauseReading();
  }

  feed(data: Uint8Array): void {
    touchWorld(this, "write");
    if (this.ended) throw new RuntimeError("feed_data after feed_eof", "nothing follows the end of a stream");
    if (data.length === 0) return;
    this.buffer.append(data);
    this.#wake();
    if (this.#paused || this.#transport === undefined || this.buffer.size <= 2 * this.limit) return;
    this.#transport.pauseReading();
    this.#paused = true;
  }

  end(): void {
    touchWorld(this, "write");
    this.ended = true;
    this.#wake();
  }

  fail(exception: Error): void {
    touchWorld(this, "write");
    touchWorld(this.#failing, "write");
    this.#exception = exception;
    const waiter = this.#waiter;
    this.#waiter = undefined;
    if (waiter !== undefined && !waiter.done()) waiter.setException(exception);
  }

  #wake(): void {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    if (waiter !== undefined && !waiter.done()) waiter.setResult();
  }

  /** After bytes were taken out. */
  taken(): void {
    if (this.#paused && this.buffer.size <= this.limit) this.#resume();
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#transport?.resumeReading();
  }

  /**
   * Wait until bytes or the end have come, for `operation` of `reader`.
   *
   * @throws {RuntimeError} If another task waits already: nobody could say who gets the next bytes.
   */
  more(reader: object, operation: string): Coroutine<void> {
    return Incoming.#more(this, reader, operation);
  }

  static readonly #more = coroutine(function* more(
    incoming: Incoming,
    reader: object,
    operation: string,
  ): Generator<Wait, void, void> {
    touchWorld(incoming, "write");
    if (incoming.#waiter !== undefined) {
      throw new RuntimeError(
        `${operation}() called while another coroutine is already waiting for incoming data`,
        "let one task read, and pass on what it reads through a Queue",
      );
    }
    incoming.#resume(); // or a readexactly() of more than the limit would wait for ever
    const waiter = new ResourceFuture<void>(incoming.loop, reader, `${operation}()`);
    incoming.#waiter = waiter;
    try {
      yield* waiter;
    } finally {
      touchWorld(incoming, "write");
      if (incoming.#waiter === waiter) incoming.#waiter = undefined;
    }
  });
}

/** The part of a transport that a reader needs. */
export type Pausable = Pick<ReadTransport, "pauseReading" | "resumeReading">;
