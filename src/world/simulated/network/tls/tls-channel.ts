import { Reaction } from "../../../../core/driving/done-callback.ts";
import type { LoopCore } from "../../../../core/contracts/loop-core.ts";
import type { Channel, ChannelReceiver } from "../../../../net/channel.ts";
import { alert, application, concatenated, type Records, recordsOf, type TlsRecord } from "./records.ts";

/** A channel over simulated TLS, once hands are shaken. It pauses the one below until it is opened. */
export class TlsChannel implements Channel, ChannelReceiver {
  readonly #loop: LoopCore;
  readonly canEnd = false;
  readonly #below: Channel;
  readonly #records: Records;
  readonly #info: Readonly<Record<string, unknown>>;
  #receiver: ChannelReceiver | undefined = undefined;
  /** What came with the last record of the handshake. */
  #early: Uint8Array[] = [];
  #isPaused = false;
  #isOver = false;

  constructor(loop: LoopCore, below: Channel, records: Records, info: Readonly<Record<string, unknown>>) {
    this.#loop = loop;
    this.#below = below;
    this.#records = records;
    this.#info = info;
    below.pause();
    below.open(this);
  }

  info(name: string): unknown {
    return name in this.#info ? this.#info[name] : this.#below.info(name);
  }

  get unsent(): number {
    return this.#below.unsent;
  }

  open(receiver: ChannelReceiver): void {
    this.#receiver = receiver;
    this.#deliverSoon();
  }

  write(data: Uint8Array): void {
    if (data.length > 0) this.#below.write(recordsOf(application, data));
  }

  end(): void {
    this.#below.write(closeNotify);
    this.#below.end();
  }

  pause(): void {
    this.#isPaused = true;
    this.#below.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#deliverSoon();
  }

  destroy(resets: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#early = [];
    if (!resets) this.#below.write(closeNotify);
    this.#below.destroy(resets);
  }

  received(data: Uint8Array): void {
    const records = this.#records.read(data);
    if (records === undefined) this.#below.destroy(true);
    else this.take(records);
  }

  /** Deliver the data of `records`, all at once. */
  take(records: readonly TlsRecord[]): void {
    const data = records.flatMap(({ type, content }) => (type === application && content.length > 0 ? [content] : []));
    if (data.length === 0 || this.#isOver) return;
    const joined = concatenated(data);
    if (this.#receiver === undefined || this.#isPaused) this.#early.push(joined);
    else this.#receiver.received(joined);
  }

  ended(): void {
    this.#receiver?.ended();
  }

  sent(): void {
    this.#receiver?.sent();
  }

  closed(error: Error | undefined): void {
    this.#isOver = true;
    this.#receiver?.closed(error);
  }

  toString(): string {
    return "<TLS connection>";
  }

  /** What is here comes first, in a turn of its own; then the channel below may go on. */
  #deliverSoon(): void {
    const [first] = this.#early;
    if (this.#isPaused) return undefined;
    if (first === undefined) return this.#below.resume();
    this.#loop.enqueue(
      new Reaction(() => {
        if (this.#isPaused || this.#isOver || this.#early[0] !== first) return;
        this.#early.shift();
        this.#receiver?.received(first);
        if (!this.#isPaused) this.#deliverSoon();
      }),
    );
  }
}

const closeNotify: Uint8Array = recordsOf(alert, Uint8Array.of(1, 0));
