/**
 * One end of a connection or pipe, as a world has it: bytes in order, both ways. `net` makes asyncio's transports of channels, and the
 * same transport runs on real and on simulated ones.
 *
 * Nothing is delivered before {@link open}. After `closed()` of the receiver nothing follows.
 */
export interface Channel {
  /** What is known of the connection, by asyncio's names: `peername`, `sockname`, `socket`, `sslcontext`, `peercert`, `cipher`, … */
  info(name: string): unknown;
  /** Begin to deliver to `receiver`, each event in a turn of its own. Called once; a later call replaces the receiver. */
  open(receiver: ChannelReceiver): void;
  /** Send `data`, which the caller does not change any more. Never blocks, never throws. */
  write(data: Uint8Array): void;
  /** Bytes that were written and have not left this process: they count for flow control. */
  readonly unsent: number;
  /** Whether one direction can be closed alone. */
  readonly canEnd: boolean;
  /** After what was written: no more bytes follow. The peer reads the end. */
  end(): void;
  /** Deliver nothing until {@link resume}; the peer meets backpressure. */
  pause(): void;
  resume(): void;
  /**
   * Close both directions now: what is unsent is lost. `closed()` follows.
   *
   * @param resets - Whether the peer sees a reset instead of an end.
   */
  destroy(resets: boolean): void;
}

/** Takes what a channel delivers. */
export interface ChannelReceiver {
  /** Whether it tells what it touches. Of all else nobody knows what it does with what it takes. */
  readonly isTold?: boolean;
  received(data: Uint8Array): void;
  /** The peer sends no more. */
  ended(): void;
  /** `unsent` has become smaller. */
  sent(): void;
  /** The channel is closed: by `destroy()`, after both ends, or by `error`. */
  closed(error: Error | undefined): void;
}
