import type { Socket } from "node:net";
import type { Entry, LoopCore } from "../../../core/contracts/loop-core.ts";
import type { Channel, ChannelReceiver } from "../../../net/channel.ts";
import type { ReadBuffer } from "./read-buffer.ts";
import { SocketInfo } from "./socket-info.ts";

/**
 * A channel on a socket of Node: TCP, Unix, or TLS; also a pipe of a child process.
 *
 * What Node delivers waits in line, and each event has a turn of the loop: the channel is its own entry of the ready queue.
 */
export class NodeChannel implements Channel, Entry {
  readonly kind = "arrival";
  readonly isMacrotask = true;
  readonly title = "a socket";
  readonly canEnd: boolean;
  readonly #loop: LoopCore;
  readonly #socket: Socket;
  readonly #info: SocketInfo;
  #receiver: ChannelReceiver | undefined = undefined;
  /** What was received and not delivered, and the end behind it. */
  #arrived: (Uint8Array | typeof end)[] = [];
  #isPaused = false;
  #isQueued = false;
  /** Whether the receiver has to hear that bytes have left. */
  #hasSent = false;
  /** Whether bytes were left over by the last write. */
  #isBacklogged = false;
  /** Bytes that were written after the socket had died, and before the receiver hears of it. */
  #stuck = 0;
  #closed: { readonly error: Error | undefined } | undefined = undefined;
  #isDestroyed = false;
  #isGivenAway = false;

  /**
   * @param socket - Paused: nobody has read from it.
   * @param names - What is known of it besides, by asyncio's names.
   * @param reads - What it reads into. Default: the stream of Node, as for TLS and pipes.
   */
  constructor(loop: LoopCore, socket: Socket, names: Readonly<Record<string, unknown>> = {}, reads?: ReadBuffer) {
    this.#loop = loop;
    this.#socket = socket;
    this.canEnd = !("encrypted" in socket);
    this.#info = new SocketInfo(socket, names);
    if (reads === undefined) socket.on("data", this.#received);
    else reads.receive = this.#read;
    // An end may come before anybody reads: Node tells even a paused socket.
    socket.on("end", this.#ended).on("error", this.#failed).on("close", this.#hasClosed);
  }

  /** Unix sockets know no resets, and Node has none for TLS. */
  get #isTcp(): boolean {
    return this.canEnd && typeof this.info("sockname") === "object";
  }

  get unsent(): number {
    return this.#socket.writableLength + this.#stuck;
  }

  info(name: string): unknown {
    return this.#info.get(name);
  }

  open(receiver: ChannelReceiver): void {
    this.#receiver = receiver;
    if (!this.#isPaused) this.#socket.resume();
    this.#schedule();
  }

  write(data: Uint8Array): void {
    if (this.#isDestroyed) return;
    const socket = this.#socket;
    // Node takes anything for a socket that has died: whoever writes in a loop would never stop, and so never hear that it has.
    if (socket.destroyed) return void (this.#stuck += data.length);
    // Most writes are over when they return, and a callback would cost each a tick. Over TLS none is.
    const isAwaited = this.#isBacklogged || !this.canEnd;
    if (isAwaited) socket.write(data, this.#wrote);
    else socket.write(data);
    if (this.#isBacklogged || socket.writableLength === 0) return;
    this.#isBacklogged = true;
    if (!isAwaited) socket.write(nothing, this.#wrote); // goes when what is before it has gone
  }

  end(): void {
    if (!this.#isDestroyed) this.#socket.end();
  }

  pause(): void {
    this.#isPaused = true;
    this.#socket.pause();
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#receiver === undefined || this.#isDestroyed) return;
    this.#socket.resume();
    this.#schedule();
  }

  destroy(resets: boolean): void {
    if (this.#isGivenAway || this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.#arrived = [];
    if (resets && this.#isTcp) this.#socket.resetAndDestroy();
    else this.#socket.destroy();
  }

  /** Give the socket away, with what was received and not delivered. Nothing is delivered any more. */
  giveAway(): { readonly socket: Socket; readonly received: readonly Uint8Array[]; readonly info: SocketInfo } {
    const socket = this.#socket;
    socket.pause();
    socket.off("data", this.#received).off("end", this.#ended).off("close", this.#hasClosed).off("error", this.#failed);
    socket.on("error", () => undefined); // whoever has the socket hears of it in another way
    this.#receiver = undefined;
    this.#isGivenAway = true;
    return { socket, received: this.#arrived.filter((arrival) => arrival !== end), info: this.#info };
  }

  /** Deliver one event, and come back for the next. */
  runTurn(): void {
    this.#isQueued = false;
    const receiver = this.#receiver;
    if (receiver === undefined) return;
    const [first] = this.#arrived;
    if (this.#hasSent) {
      this.#hasSent = false;
      receiver.sent();
    } else if (first !== undefined && !this.#isPaused) {
      this.#arrived.shift();
      if (first === end) receiver.ended();
      else receiver.received(first);
    } else if (this.#closed !== undefined && this.#mayClose()) {
      this.#receiver = undefined;
      receiver.closed(this.#closed.error);
    }
    this.#schedule();
  }

  /** An error overtakes what a paused receiver has not taken: it has to stop writing. */
  #mayClose(): boolean {
    return this.#closed !== undefined && (this.#arrived.length === 0 || this.#closed.error !== undefined);
  }

  #schedule(): void {
    if (this.#joins()) this.#loop.enqueue(this);
  }

  /** After an event of Node. */
  #scheduleHere(isFresh?: boolean): void {
    if (this.#joins()) this.#loop.arrived(this, isFresh);
  }

  /** @returns whether there is something to deliver, and the channel is not in line yet: from now on it is */
  #joins(): boolean {
    if (this.#isQueued || this.#receiver === undefined) return false;
    if (!this.#hasSent && !this.#mayClose() && (this.#isPaused || this.#arrived.length === 0)) return false;
    this.#isQueued = true;
    return true;
  }

  readonly #received = (data: Uint8Array): boolean => {
    this.#arrived.push(data);
    this.#scheduleHere();
    return !this.#isPaused;
  };

  /** What libuv has read: it calls with nothing else on the stack, and Node's queues are empty. */
  readonly #read = (data: Uint8Array): boolean => {
    this.#arrived.push(data);
    this.#scheduleHere(true);
    return !this.#isPaused;
  };

  readonly #ended = (): void => {
    this.#arrived.push(end);
    this.#scheduleHere();
  };

  readonly #wrote = (): void => {
    if (!this.#isBacklogged) return;
    this.#isBacklogged = this.#socket.writableLength > 0;
    this.#hasSent = true;
    this.#scheduleHere();
  };

  readonly #failed = (error: Error): void => {
    this.#closed ??= { error };
    this.#scheduleHere();
  };

  readonly #hasClosed = (): void => {
    this.#closed ??= { error: undefined };
    this.#scheduleHere();
  };
}

/** The peer sends no more. */
const end = Symbol("end");

const nothing = new Uint8Array();
