import type { Coroutine } from "../core/coroutine.ts";
import { StreamReader, type StreamSettings } from "../streams/reading/stream-reader.ts";
import type { Pausable } from "../streams/reading/incoming.ts";

/**
 * The output of a child, or its errors.
 *
 * A child that writes into a full pipe waits, and never exits. So while a task waits for the exit, output that nobody has begun to read is
 * received without a limit: it is as much as `communicate()` would have collected. Whoever reads keeps the limit.
 */
export class ChildOutput extends StreamReader {
  /** What it is for whoever reads a report. */
  static override readonly name: string = "StreamReader";

  readonly #transport: Pausable;
  /** Whether the reader has more than twice its limit. */
  #isFull = false;
  /** Whether anybody has begun to read. */
  #isRead = false;
  /** How many tasks wait for the exit. */
  #waiting = 0;

  constructor(transport: Pausable, settings: StreamSettings) {
    super(settings);
    this.#transport = transport;
    this.setTransport({
      pauseReading: () => {
        this.#isFull = true;
        if (!this.#isUnlimited()) transport.pauseReading();
      },
      resumeReading: () => {
        this.#isFull = false;
        transport.resumeReading();
      },
    });
  }

  #isUnlimited(): boolean {
    return this.#waiting > 0 && !this.#isRead;
  }

  /** A task waits for the exit until the returned function is called. */
  exitAwaited(): () => void {
    this.#waiting += 1;
    if (this.#isFull && this.#isUnlimited()) this.#transport.resumeReading();
    return () => {
      this.#waiting -= 1;
      this.#limit();
    };
  }

  #limit(): void {
    if (this.#isFull && !this.#isUnlimited()) this.#transport.pauseReading();
  }

  override read(count?: number): Coroutine<Uint8Array> {
    this.#begin();
    return super.read(count);
  }

  override readuntil(separator?: Uint8Array | readonly Uint8Array[]): Coroutine<Uint8Array> {
    this.#begin();
    return super.readuntil(separator);
  }

  override readexactly(count: number): Coroutine<Uint8Array> {
    this.#begin();
    return super.readexactly(count);
  }

  #begin(): void {
    this.#isRead = true;
    this.#limit();
  }
}
