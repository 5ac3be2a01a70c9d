import type { LoopCore } from "../core/contracts/loop-core.ts";
import type { Channel } from "../net/channel.ts";
import { Protocol, type SubprocessProtocol } from "../net/protocol.ts";
import { StreamTransport } from "../net/transports/stream-transport.ts";

/** One pipe of a child: passes what its transport does on to the protocol of the child. */
export class ChildPipe extends Protocol {
  readonly transport: StreamTransport;
  readonly #fd: number;
  readonly #owner: PipeOwner;
  #isClosed = false;

  constructor(fd: number, loop: LoopCore, channel: Channel, owner: PipeOwner) {
    super();
    this.#fd = fd;
    this.#owner = owner;
    this.transport = new StreamTransport(loop, channel, this);
  }

  /** Whether nothing more comes, and nothing can be written. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Begin to read. */
  start(): void {
    this.transport.start();
  }

  override dataReceived(data: Uint8Array): void {
    this.#owner.protocol().pipeDataReceived(this.#fd, data);
  }

  override connectionLost(error: Error | null): void {
    this.#isClosed = true;
    try {
      this.#owner.protocol().pipeConnectionLost(this.#fd, error);
    } finally {
      this.#owner.closed();
    }
  }

  override pauseWriting(): void {
    this.#owner.protocol().pauseWriting();
  }

  override resumeWriting(): void {
    this.#owner.protocol().resumeWriting();
  }
}

/** What has the pipe: a child. */
export interface PipeOwner {
  /** The protocol of the child. */
  protocol(): SubprocessProtocol;
  closed(): void;
}
