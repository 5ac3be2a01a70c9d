import type { Readable } from "node:stream";
import type { Entry, LoopCore } from "../../../core/contracts/loop-core.ts";
import type { Channel, ChannelReceiver } from "../../../net/channel.ts";

/**
 * The pipe that a child of Node writes into.
 *
 * It is read in Node's paused mode: when a child exits, Node makes its pipes flow, whether anybody listens or has paused them. Here that
 * does nothing, so that no byte is lost and a reader that is full stays full.
 */
export class OutputPipe implements Channel, Entry {
  readonly kind = "arrival";
  readonly isMacrotask = true;
  readonly title: string;
  readonly unsent = 0;
  readonly canEnd = false;
  readonly #loop: LoopCore;
  readonly #stream: Readable;
  #receiver: ChannelReceiver | undefined = undefined;
  /** Whether Node may have more to read. */
  #isReadable = false;
  #hasEnded = false;
  #closed: { readonly error: Error | undefined } | undefined = undefined;
  #isPaused = false;
  #isQueued = false;

  /** @param title - In reports: what arrives. */
  constructor(loop: LoopCore, stream: Readable, title: string) {
    this.#loop = loop;
    this.#stream = stream;
    this.title = title;
    stream.on("readable", () => {
      this.#isReadable = true;
      this.#schedule();
    });
    stream.on("end", () => {
      this.#hasEnded = true;
      this.#schedule();
    });
    stream.on("error", (error: Error) => this.#close(error));
    stream.on("close", () => this.#close(undefined));
  }

  info(name: string): unknown {
    return name === "pipe" ? this.#stream : undefined;
  }

  open(receiver: ChannelReceiver): void {
    this.#receiver = receiver;
    this.#schedule();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#schedule();
  }

  destroy(): void {
    this.#stream.destroy();
  }

  /** Nothing can be written here. */
  write(): void {}
  end(): void {}

  /** Deliver one event, and come back for the next. */
  runTurn(): void {
    this.#isQueued = false;
    const receiver = this.#receiver;
    if (receiver === undefined) return;
    if (this.#isReadable && !this.#isPaused) {
      const data = this.#stream.read() as Uint8Array | null;
      if (data === null) this.#isReadable = false;
      else receiver.received(data);
    } else if (this.#hasEnded) {
      this.#hasEnded = false;
      receiver.ended();
    } else if (this.#closed !== undefined) {
      this.#receiver = undefined;
      receiver.closed(this.#closed.error);
    }
    this.#schedule();
  }

  #close(error: Error | undefined): void {
    this.#closed ??= { error };
    this.#isReadable = false;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isQueued || this.#receiver === undefined) return;
    const canRead = this.#isReadable && !this.#isPaused;
    if (!canRead && !this.#hasEnded && this.#closed === undefined) return;
    this.#isQueued = true;
    this.#loop.enqueue(this);
  }
}
