import { tellVisible, touchWorld } from "../../../core/context/touch.ts";
import { Context, currentValues } from "../../../core/context/context.ts";
import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import { type CallbackOwner, runCallback } from "../../../core/driving/handle.ts";
import { Reaction } from "../../../core/driving/done-callback.ts";
import type { Endpoint, Listener, ListenSettings } from "../../../net/network.ts";
import type { Bound } from "./host.ts";
import type { StreamEnd } from "./stream-end.ts";

/** Accepts connections at an address or path of a simulated host. */
export class StreamListener implements Listener, Bound, CallbackOwner {
  readonly loop: LoopCore;
  readonly endpoint: Endpoint;
  readonly address: string;
  readonly shares: boolean;
  readonly ipv6Only: boolean;
  readonly #settings: ListenSettings;
  readonly #context = new Context(currentValues());
  readonly #closed: (listener: StreamListener) => void;
  /** Connections that were made and not accepted. */
  #waiting = 0;
  #isClosed = false;

  /** @param closed - Called once, to give the address up. */
  constructor(
    loop: LoopCore,
    endpoint: Endpoint,
    settings: ListenSettings,
    closed: (listener: StreamListener) => void,
  ) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.address = "path" in endpoint ? endpoint.path : endpoint.address;
    this.shares = settings.reusePort === true;
    this.ipv6Only = settings.ipv6Only === true;
    this.#settings = settings;
    this.#closed = closed;
  }

  /** Whether as many connections wait as may. */
  get isFull(): boolean {
    touchWorld(this, "read");
    return this.#waiting > 0 && this.#waiting >= this.#settings.backlog;
  }

  /** A connection was made: accept it in a turn of its own. */
  take(channel: StreamEnd): void {
    touchWorld(this, "write");
    this.#waiting += 1;
    this.loop.enqueue(
      new Reaction(() => {
        touchWorld(this, "write");
        this.#waiting -= 1;
        if (!this.#isClosed) return runCallback(this, () => this.#settings.accepted(channel), this.#context);
        tellVisible();
        return channel.destroy(true);
      }),
    );
  }

  close(): void {
    touchWorld(this, "write");
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#closed(this);
  }

  leave(): void {
    this.close();
  }

  toString(): string {
    return `<listener at ${this.address}>`;
  }
}
