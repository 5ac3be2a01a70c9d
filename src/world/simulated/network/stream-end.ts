import { tellOpaque, tellVisible, touchWorld } from "../../../core/context/touch.ts";
import { Reaction } from "../../../core/driving/done-callback.ts";
import type { Engine } from "../../../loop/engine.ts";
import type { Channel, ChannelReceiver } from "../../../net/channel.ts";
import type { HostEnd } from "./host.ts";
import type { StreamLane } from "./stream-lane.ts";
import { systemError } from "./system-error.ts";

/** One end of a simulated connection. */
export class StreamEnd implements Channel {
  readonly canEnd = true;
  readonly #engine: Engine;
  readonly #info: Readonly<Record<string, unknown>>;
  /** The open ends on its host. */
  readonly #ends: Set<HostEnd>;
  /** The other end, and the way there. */
  #peer: StreamEnd = this;
  #lane: StreamLane = undefined as never; // set by connectTo()
  #receiver: ChannelReceiver | undefined = undefined;
  #isPaused = false;
  /** What has arrived and was not delivered: the receiver pauses, or does not exist yet. */
  readonly #held: (Uint8Array | typeof end)[] = [];
  /** Whether a turn to deliver what is held is scheduled. */
  #isDelivering = false;
  /** Stands for what follows, which a search tells apart from what comes in. */
  readonly #outgoing: object = {};
  /** Bytes that were sent and not delivered to the peer's receiver. */
  #underWay = 0;
  /** What waits for room in the window. */
  readonly #waiting: Uint8Array[] = [];
  #unsent = 0;
  /** Whether `end()` was called; whether the end has left; whether the peer's has come. */
  #mayWrite = true;
  #hasEnded = false;
  #peerHasEnded = false;
  #isClosed = false;
  /** What `closed()` says, and whether it was called. */
  #closedWith: { readonly error: Error | undefined; isTold: boolean } | undefined = undefined;

  constructor(engine: Engine, info: Readonly<Record<string, unknown>>, ends: Set<HostEnd>) {
    this.#engine = engine;
    this.#ends = ends;
    touchWorld(ends, "write"); // in the order in which they were made, they are reset if the host crashes
    ends.add(this);
    this.#info = info;
  }

  /** @param lane - The way to `peer`. */
  connectTo(peer: StreamEnd, lane: StreamLane): void {
    this.#peer = peer;
    this.#lane = lane;
  }

  get isClosed(): boolean {
    touchWorld(this, "read");
    return this.#isClosed;
  }

  get unsent(): number {
    touchWorld(this.#outgoing, "read");
    return this.#unsent;
  }

  info(name: string): unknown {
    return name === "socket" ? this : this.#info[name];
  }

  open(receiver: ChannelReceiver): void {
    touchWorld(this, "write");
    const isFirst = this.#receiver === undefined;
    this.#receiver = receiver;
    if (!isFirst) return;
    this.#deliverSoon();
    if (this.#isClosed) this.#soon(() => this.#tellClosed());
  }

  write(data: Uint8Array): void {
    touchWorld(this.#outgoing, "write");
    if (!this.#mayWrite || data.length === 0) return;
    if (this.#unsent === 0 && this.#underWay + data.length <= this.#lane.window) {
      this.#underWay += data.length;
      this.#lane.send(data);
    } else {
      this.#waiting.push(data);
      this.#unsent += data.length;
      this.#fill();
    }
  }

  end(): void {
    touchWorld(this.#outgoing, "write");
    if (!this.#mayWrite) return;
    this.#mayWrite = false;
    if (this.#unsent === 0) this.#sendEnd();
  }

  pause(): void {
    touchWorld(this, "write");
    this.#isPaused = true;
  }

  resume(): void {
    touchWorld(this, "write");
    this.#isPaused = false;
    this.#deliverSoon();
  }

  destroy(resets: boolean): void {
    touchWorld(this, "write");
    if (this.#isClosed) return;
    const unread = this.#held.some((held) => held !== end);
    this.#shut();
    // As on Linux, whoever closes without having read everything resets the connection.
    if (resets || unread) this.#sendReset();
    else if (!this.#hasEnded) this.#sendEnd();
    this.#closeSoon();
  }

  /** Bytes arrive. */
  segment(data: Uint8Array): void {
    touchWorld(this, "write");
    if (this.#isClosed) this.#sendReset();
    else if (this.#isReading) this.#deliver(data);
    else this.#held.push(data);
  }

  /** The connection has broken on the way here. */
  broke(fault: string): void {
    if (fault === "reset") {
      this.#sendReset();
      this.wasReset();
    } else this.#peer.gotNoAnswer();
  }

  /** A reset has arrived. It does not wait for what is held: that is lost. */
  wasReset(): void {
    this.#fail(systemError("ECONNRESET", "read"));
  }

  /** What was sent last was lost, as often as it was repeated. */
  gotNoAnswer(): void {
    this.#fail(systemError("ETIMEDOUT", "read"));
  }

  toString(): string {
    return `<connection ${this.#lane.title}>`;
  }

  get #isReading(): boolean {
    return this.#receiver !== undefined && !this.#isPaused && this.#held.length === 0;
  }

  /** The end has arrived. */
  ended(): void {
    touchWorld(this, "write");
    if (this.#isClosed) return;
    if (this.#isReading) this.#deliver(end);
    else this.#held.push(end);
  }

  /** What was read makes room for what waits: whole halves of the window, so that bytes do not trickle. */
  #wasRead(bytes: number): void {
    touchWorld(this.#outgoing, "write");
    this.#underWay -= bytes;
    if (this.#unsent === 0) return;
    const room = this.#lane.window - this.#underWay;
    if (room < Math.min(this.#unsent, this.#lane.window / 2)) return;
    this.#fill();
    this.#soon(() => {
      if (!this.isClosed) this.#told?.sent();
    });
  }

  /** Send as much as the window allows. */
  #fill(): void {
    const lane = this.#lane;
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const room = lane.window - this.#underWay;
      if (room <= 0) return;
      const part = first.length <= room ? first : first.subarray(0, room);
      if (part === first) this.#waiting.shift();
      else this.#waiting[0] = first.subarray(room);
      this.#unsent -= part.length;
      this.#underWay += part.length;
      lane.send(part);
    }
    if (!this.#mayWrite) this.#sendEnd();
  }

  #sendEnd(): void {
    touchWorld(this, "read");
    this.#hasEnded = true;
    const peer = this.#peer;
    this.#lane.send({
      name: "end",
      arrive: (fault) => (fault === undefined ? peer.ended() : this.gotNoAnswer()),
    });
    if (this.#peerHasEnded) this.#closeSoon();
  }

  #sendReset(): void {
    const peer = this.#peer;
    if (peer.isClosed) return;
    this.#lane.send({
      name: "reset",
      arrive: (fault) => {
        if (fault === undefined) peer.wasReset();
      },
    });
  }

  #deliverSoon(): void {
    if (this.#held.length === 0 || this.#isDelivering) return;
    this.#isDelivering = true;
    this.#soon(() => this.#deliverHeld());
  }

  /** Deliver the first of what is held. The rest has turns of its own. */
  #deliverHeld(): void {
    touchWorld(this, "write");
    this.#isDelivering = false;
    if (this.#isPaused || this.#receiver === undefined) return;
    const first = this.#held.shift();
    this.#deliverSoon();
    if (first !== undefined) this.#deliver(first);
  }

  #deliver(what: Uint8Array | typeof end): void {
    if (what === end) {
      this.#peerHasEnded = true;
      this.#told?.ended();
      touchWorld(this.#outgoing, "read");
      if (this.#hasEnded) this.#closeSoon();
    } else {
      this.#peer.#wasRead(what.length);
      this.#told?.received(what);
    }
  }

  /** Both directions are over, or broken: nothing is written or delivered any more. */
  #shut(): void {
    touchWorld(this, "write");
    touchWorld(this.#outgoing, "write");
    this.#ends.delete(this);
    this.#isClosed = true;
    this.#mayWrite = false;
    this.#held.length = 0;
    this.#waiting.length = 0;
    this.#unsent = 0;
  }

  #fail(error: Error): void {
    if (this.isClosed) return;
    this.#shut();
    this.#closedWith = { error, isTold: false };
    this.#tellClosed();
  }

  #closeSoon(): void {
    if (this.#closedWith !== undefined) return;
    this.#shut();
    this.#closedWith = { error: undefined, isTold: false };
    this.#soon(() => this.#tellClosed());
  }

  #tellClosed(): void {
    touchWorld(this, "write");
    const closed = this.#closedWith;
    if (closed === undefined || closed.isTold || this.#receiver === undefined) return;
    closed.isTold = true;
    this.#told?.closed(closed.error);
  }

  /** The receiver, to be called. */
  get #told(): ChannelReceiver | undefined {
    const receiver = this.#receiver;
    if (receiver !== undefined && receiver.isTold !== true) tellOpaque();
    return receiver;
  }

  /** Do something in a turn of its own. */
  #soon(act: () => void): void {
    const react = (): void => {
      tellVisible();
      act();
    };
    this.#engine.enqueue(new Reaction(react));
  }
}

const end = Symbol("end");
