import type { Entry } from "../../../core/contracts/loop-core.ts";
import { Reaction } from "../../../core/driving/done-callback.ts";
import type { Engine } from "../../../loop/engine.ts";
import type { ChannelReceiver } from "../../../net/channel.ts";
import { ByteBuffer } from "../../../streams/reading/byte-buffer.ts";
import type { Descriptor } from "./descriptor.ts";

/**
 * A pipe between simulated processes. It holds 64 KiB, as Linux's does: what is written beyond waits in its writer.
 *
 * The pipe itself is what arrives, once for each time that its reader gets bytes, and once with the end; so nothing overtakes. Bytes that
 * are written before the reader gets any arrive together.
 */
export class SimulatedPipe implements Entry {
  readonly kind = "arrival";
  readonly isMacrotask = true;
  readonly engine: Engine;
  readonly #name: string;
  readonly #held = new ByteBuffer();
  readonly #readers = new Set<PipeReader>();
  readonly #writers = new Set<PipeWriter>();
  #isExpected = false;
  #hasEnded = false;
  #arrived = 0;

  /** @param name - How reports call it: `stdout of ls (101)`. */
  constructor(engine: Engine, name: string) {
    this.engine = engine;
    this.#name = name;
  }

  /** What arrives next, for reports. */
  get title(): string {
    return this.#held.size > 0 ? `${this.#name}: chunk ${this.#arrived + 1}` : `${this.#name}: end`;
  }

  addReader(): Descriptor {
    const reader = new PipeReader(this);
    this.#readers.add(reader);
    return reader;
  }

  addWriter(): Descriptor {
    const writer = new PipeWriter(this);
    this.#writers.add(writer);
    return writer;
  }

  get hasReaders(): boolean {
    return this.#readers.size > 0;
  }

  /** How many more bytes it can hold. */
  get room(): number {
    return capacity - this.#held.size;
  }

  /** Take bytes of a writer, of which there are no more than there is room. */
  hold(data: Uint8Array): void {
    this.#held.append(data);
    this.expect();
  }

  /** Something arrives if somebody reads and there is something, or no writer is left. */
  expect(): void {
    if (this.#isExpected || this.#hasEnded || this.#reader() === undefined) return;
    if (this.#held.size === 0 && this.#writers.size > 0) return;
    this.#isExpected = true;
    this.engine.expectArrival(this);
  }

  #reader(): PipeReader | undefined {
    for (const reader of this.#readers) {
      if (reader.isReading) return reader;
    }
    return undefined;
  }

  runTurn(): void {
    this.#isExpected = false;
    const reader = this.#reader();
    if (reader === undefined) return;
    if (this.#held.size > 0) {
      this.#arrived += 1;
      reader.receiver?.received(this.#held.take(capacity));
      for (const writer of this.#writers) writer.flush();
    } else if (this.#writers.size === 0) {
      this.#hasEnded = true;
      for (const each of this.#readers) each.receiver?.ended();
    }
    this.expect();
  }

  /** In a turn of its own. */
  later(call: () => void): void {
    if (!this.engine.isClosed()) this.engine.enqueue(new Reaction(call));
  }

  removeReader(reader: PipeReader): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0) return this.expect();
    this.#held.clear();
    for (const writer of [...this.#writers]) writer.break();
  }

  removeWriter(writer: PipeWriter): void {
    this.#writers.delete(writer);
    this.expect();
  }
}

/** In bytes. */
const capacity = 65_536;

/** The end of a pipe that reads. */
class PipeReader implements Descriptor {
  readonly unsent = 0;
  readonly canEnd = false;
  readonly #pipe: SimulatedPipe;
  receiver: ChannelReceiver | undefined = undefined;
  #isPaused = false;
  #isClosed = false;

  constructor(pipe: SimulatedPipe) {
    this.#pipe = pipe;
  }

  get isReading(): boolean {
    return this.receiver !== undefined && !this.#isPaused;
  }

  info(): undefined {
    return undefined;
  }

  open(receiver: ChannelReceiver): void {
    this.receiver = receiver;
    this.#pipe.expect();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#pipe.expect();
  }

  /** Nothing can be written here. */
  write(): void {}
  end(): void {}

  destroy(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { receiver } = this;
    this.receiver = undefined;
    this.#pipe.removeReader(this);
    if (receiver !== undefined) this.#pipe.later(() => receiver.closed(undefined));
  }

  duplicate(): Descriptor {
    return this.#pipe.addReader();
  }
}

/** The end of a pipe that writes. */
class PipeWriter implements Descriptor {
  readonly canEnd = true;
  readonly #pipe: SimulatedPipe;
  readonly #waiting = new ByteBuffer();
  #receiver: ChannelReceiver | undefined = undefined;
  /** Whether no more may be written. */
  #isEnding = false;
  #isClosed = false;
  /** What has closed it. */
  #error: Error | undefined = undefined;

  constructor(pipe: SimulatedPipe) {
    this.#pipe = pipe;
  }

  get unsent(): number {
    return this.#waiting.size;
  }

  info(): undefined {
    return undefined;
  }

  open(receiver: ChannelReceiver): void {
    this.#receiver = receiver;
    if (this.#isClosed) this.#tellClosed();
  }

  write(data: Uint8Array): void {
    if (this.#isClosed || this.#isEnding) return;
    this.#waiting.append(data.slice());
    this.#move();
  }

  /** There is room again. */
  flush(): void {
    if (this.#waiting.size === 0) return;
    this.#move();
    if (!this.#isClosed) this.#pipe.later(() => this.#receiver?.sent());
  }

  /** Nobody reads any more: an error only for bytes that wait, as in asyncio. */
  break(): void {
    this.#close(this.#waiting.size > 0 ? brokenPipe() : undefined);
  }

  #move(): void {
    if (!this.#pipe.hasReaders) return this.break();
    const count = Math.min(this.#pipe.room, this.#waiting.size);
    if (count > 0) this.#pipe.hold(this.#waiting.take(count));
    if (this.#isEnding && this.#waiting.size === 0) this.#close(undefined);
  }

  end(): void {
    this.#isEnding = true;
    if (this.#waiting.size === 0) this.#close(undefined);
  }

  /** What waits is lost; what the pipe holds is not. */
  destroy(): void {
    this.#close(undefined);
  }

  #close(error: Error | undefined): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#error = error;
    this.#waiting.clear();
    this.#pipe.removeWriter(this);
    this.#tellClosed();
  }

  #tellClosed(): void {
    const receiver = this.#receiver;
    this.#receiver = undefined;
    if (receiver !== undefined) this.#pipe.later(() => receiver.closed(this.#error));
  }

  /** Nothing is read here. */
  pause(): void {}
  resume(): void {}

  duplicate(): Descriptor {
    return this.#pipe.addWriter();
  }
}

/** The error for a write into a pipe that nobody reads any more, as Node makes it. */
function brokenPipe(): Error {
  return Object.assign(new Error("write EPIPE"), { code: "EPIPE", errno: -32, syscall: "write" });
}
