import type { Coroutine } from "../core/coroutine.ts";
import { SubprocessProtocol } from "../net/protocol.ts";
import type { SubprocessTransport, Transport } from "../net/transport.ts";
import { DrainGate } from "../streams/drain-gate.ts";
import { Once } from "../streams/once.ts";
import type { StreamProtocol } from "../streams/stream-protocol.ts";
import { StreamWriter } from "../streams/stream-writer.ts";
import { ChildOutput } from "./child-output.ts";

/** Makes streams of the pipes of a child. */
export class SubprocessStreamProtocol extends SubprocessProtocol implements StreamProtocol {
  stdin: StreamWriter | null = null;
  /** Output and errors, by descriptor. */
  readonly outputs: Map<number, ChildOutput> = new Map();
  readonly #limit: number;
  readonly #gate = new DrainGate();
  readonly #stdinClosed = new Once<void>();
  readonly #open = new Set<number>(); // outputs whose end has not come
  #transport: SubprocessTransport | undefined = undefined;
  #hasExited = false;

  /** @param limit - Of the streams, in bytes. */
  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override connectionMade(transport: SubprocessTransport): void {
    this.#transport = transport;
    for (const fd of [1, 2]) {
      const pipe = transport.getPipeTransport(fd) as Transport | null;
      if (pipe === null) continue;
      this.outputs.set(fd, new ChildOutput(pipe, { limit: this.#limit }));
      this.#open.add(fd);
    }
    const pipe = transport.getPipeTransport(0) as Transport | null;
    if (pipe !== null) this.stdin = new StreamWriter(pipe, this);
  }

  override pipeDataReceived(fd: number, data: Uint8Array): void {
    this.outputs.get(fd)?.feedData(data);
  }

  override pipeConnectionLost(fd: number, error: Error | null): void {
    if (fd === 0) {
      this.stdin?.close();
      this.#gate.lost(error);
      if (error === null) this.#stdinClosed.happened();
      else this.#stdinClosed.failed(error);
      return;
    }
    const output = this.outputs.get(fd);
    if (error === null) output?.feedEof();
    else output?.setException(error);
    this.#open.delete(fd);
    this.#closeIfOver();
  }

  override processExited(): void {
    this.#hasExited = true;
    this.#closeIfOver();
  }

  #closeIfOver(): void {
    if (this.#hasExited && this.#open.size === 0) this.#transport?.close();
  }

  override pauseWriting(): void {
    this.#gate.pause();
  }

  override resumeWriting(): void {
    this.#gate.resume();
  }

  drain(writer: object): Coroutine<void> {
    return this.#gate.drain(writer);
  }

  waitClosed(writer: object): Coroutine<void> {
    return this.#stdinClosed.wait(writer, "waitClosed()");
  }
}
