import type { LoopCore } from "../core/contracts/loop-core.ts";
import type { Coroutine } from "../core/coroutine.ts";
import { faceOf } from "../core/event-loop.ts";
import type { Future } from "../core/future.ts";
import { showAsText } from "../core/show-as-text.ts";
import type { Channel } from "../net/channel.ts";
import type { SubprocessProtocol } from "../net/protocol.ts";
import type { SubprocessTransport } from "../net/transport.ts";
import { begin } from "../net/transports/begin.ts";
import type { StreamTransport } from "../net/transports/stream-transport.ts";
import { Once } from "../streams/once.ts";
import { ChildPipe } from "./child-pipe.ts";
import { ProcessLookupError } from "./process-lookup-error.ts";
import type { Child } from "./processes.ts";

/**
 * The transport of a child, as asyncio's `BaseSubprocessTransport`.
 *
 * Whoever waits for the exit is woken when the child exits, even while another process keeps its pipes open (gh-119710).
 */
export class ChildTransport implements SubprocessTransport {
  static {
    showAsText(this.prototype);
  }

  readonly #loop: LoopCore;
  readonly #child: Child;
  readonly #pipes = new Map<number, ChildPipe>();
  readonly #exit = new Once<number>();
  #protocol: SubprocessProtocol;
  #returncode: number | null = null;
  /** Whether the protocol knows that the child has exited. */
  #hasToldExit = false;
  #isClosing = false;
  /** Whether the child has exited and its pipes are closed: nothing more happens. */
  #isFinished = false;

  constructor(loop: LoopCore, child: Child, protocol: SubprocessProtocol) {
    this.#loop = loop;
    this.#child = child;
    this.#protocol = protocol;
    this.#addPipe(0, child.stdin);
    this.#addPipe(1, child.stdout);
    this.#addPipe(2, child.stderr);
  }

  #addPipe(fd: number, channel: Channel | undefined): void {
    if (channel === undefined) return;
    const pipe = new ChildPipe(fd, this.#loop, channel, {
      protocol: () => this.#protocol,
      closed: () => this.#tryFinish(),
    });
    this.#pipes.set(fd, pipe);
  }

  /** Tell the protocol that the child runs, begin to read, and wake who waits for the future, in one turn. */
  start(): Future<void> {
    const tell = (): void => this.#protocol.connectionMade(this);
    return begin(this.#loop, this.#protocol, tell, () => {
      for (const pipe of this.#pipes.values()) pipe.start();
      this.#child.onExit((returncode) => this.#exited(returncode));
    });
  }

  #exited(returncode: number): void {
    this.#returncode = returncode;
    this.#exit.happened(returncode);
    faceOf(this.#loop).callSoon(() => {
      try {
        this.#protocol.processExited();
      } finally {
        this.#hasToldExit = true;
        this.#tryFinish();
      }
    });
  }

  #tryFinish(): void {
    if (!this.#hasToldExit || this.#isFinished) return;
    for (const pipe of this.#pipes.values()) {
      if (!pipe.isClosed) return;
    }
    this.#isFinished = true;
    faceOf(this.#loop).callSoon(() => this.#protocol.connectionLost(null));
  }

  /** Wait until the child has exited. @param waiting - What waits, as a deadlock report names it. */
  wait(waiting: object): Coroutine<number> {
    return this.#exit.wait(waiting, "wait()");
  }

  getPid(): number {
    return this.#child.pid;
  }

  getReturncode(): number | null {
    return this.#returncode;
  }

  getPipeTransport(fd: number): StreamTransport | null {
    return this.#pipes.get(fd)?.transport ?? null;
  }

  sendSignal(signal: NodeJS.Signals | number): void {
    if (this.#isFinished) throw new ProcessLookupError();
    this.#child.kill(signal);
  }

  terminate(): void {
    this.sendSignal("SIGTERM");
  }

  kill(): void {
    this.sendSignal("SIGKILL");
  }

  getExtraInfo(name: string, fallback: unknown = null): unknown {
    return name === "subprocess" ? this.#child : fallback;
  }

  isClosing(): boolean {
    return this.#isClosing;
  }

  /** Close the pipes, and kill the child if it runs. */
  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    for (const { transport } of this.#pipes.values()) transport.close();
    if (this.#returncode === null) this.#child.kill("SIGKILL");
  }

  setProtocol(protocol: SubprocessProtocol): void {
    this.#protocol = protocol;
  }

  getProtocol(): SubprocessProtocol {
    return this.#protocol;
  }

  toString(): string {
    const state = this.#returncode === null ? "running" : `returncode=${this.#returncode}`;
    return `<${this.constructor.name}${this.#isClosing ? " closed" : ""} pid=${this.getPid()} ${state}>`;
  }
}
