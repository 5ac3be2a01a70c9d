/// <reference lib="esnext.disposable" preserve="true" />
import type { TimerHandle } from "../core/driving/handle.ts";
import { type Engine, virtualEngineHere } from "../loop/engine.ts";
import { hostCallback } from "./host-callback.ts";
import { HostTimerHandle } from "./host-handle.ts";
import { Instants } from "./instants.ts";

/**
 * The result of `setTimeout()` and `setInterval()` inside a virtual loop: like Node's `Timeout`, on loop time.
 *
 * A library may keep it for longer than the loop lives, as undici does, and begin it again: then it is a timer of the loop that runs there,
 * or of the host.
 */
export class LoopTimer implements Disposable {
  #loop: Engine;
  readonly #ms: number;
  readonly #repeats: boolean;
  /** What it calls. */
  readonly callback: () => unknown;
  #call: () => void;
  /** Its successor on the host, once its loop is closed. */
  #onHost: NodeJS.Timeout | undefined = undefined;
  /** Undefined when it is not set: it has fired, or was cleared. */
  #handle: TimerHandle | undefined = undefined;
  /** The last handle, which knows its place. */
  #noted: TimerHandle | undefined = undefined;
  #isCleared = false;
  #hasRef = true;
  #number: number | undefined = undefined;

  constructor(loop: Engine, callback: () => unknown, ms: number, repeats: boolean) {
    this.#loop = loop;
    this.#ms = ms;
    this.#repeats = repeats;
    this.callback = callback;
    this.#call = hostCallback(loop, callback);
    this.#set();
  }

  #set(): void {
    const loop = this.#loop;
    loop.requireOpen();
    const setter = this.#repeats ? "setInterval" : "setTimeout";
    this.#handle = new HostTimerHandle(
      loop,
      Instants.of(loop).deadline(this.#ms),
      () => this.#fire(),
      this.#ms,
      setter,
    );
    // An interval that sets itself again was set where it was set at first.
    if (this.#noted !== undefined) loop.places?.copy(this.#noted, this.#handle);
    loop.places?.note(this.#handle);
    this.#noted = this.#handle;
    loop.addTimer(this.#handle);
  }

  #fire(): void {
    this.#handle = undefined;
    this.#call();
    // As in Node, behind the timers that the callback has set, and from now on: an interval that was late stays late.
    if (this.#repeats) this.refresh();
    else if (this.#handle === undefined) this.#forget();
  }

  /** The timer of `loop` with the number `number`. */
  static numbered(loop: Engine, number: unknown): LoopTimer | undefined {
    return numbers.get(loop)?.timers.get(Number(number));
  }

  #forget(): void {
    if (this.#number !== undefined) numbers.get(this.#loop)?.timers.delete(this.#number);
  }

  /** Never fire again. */
  close(): this {
    this.#isCleared = true;
    this.#handle?.cancel();
    this.#handle = undefined;
    clearTimeout(this.#onHost);
    this.#forget();
    return this;
  }

  /** Begin the delay again, also if the timer has fired, unless it was cleared. */
  refresh(): this {
    if (this.#isCleared) return this;
    this.#handle?.cancel();
    if (this.#loop.isClosed()) this.#outlive();
    else this.#set();
    return this;
  }

  /** Begin the delay on the virtual loop of the caller, or else on the host. */
  #outlive(): void {
    clearTimeout(this.#onHost);
    const loop = virtualEngineHere();
    if (loop === undefined) {
      const set = this.#repeats ? setInterval : setTimeout;
      this.#onHost = set(this.callback, this.#ms);
      if (!this.#hasRef) this.#onHost.unref();
      return;
    }
    this.#forget();
    this.#number = undefined;
    this.#loop = loop;
    this.#call = hostCallback(loop, this.callback);
    this.#set();
  }

  ref(): this {
    this.#hasRef = true;
    this.#onHost?.ref();
    return this;
  }

  /** Kept for `hasRef()` only: virtual time passes to the timer all the same. */
  unref(): this {
    this.#hasRef = false;
    this.#onHost?.unref();
    return this;
  }

  hasRef(): boolean {
    return this.#hasRef;
  }

  [Symbol.toPrimitive](): number {
    const ofLoop = numbers.get(this.#loop) ?? { last: 0, timers: new Map<number, LoopTimer>() };
    if (this.#number === undefined) {
      numbers.set(this.#loop, ofLoop);
      this.#number = ofLoop.last += 1;
      ofLoop.timers.set(this.#number, this);
    }
    return this.#number;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Timers whose number was read, as code written for browsers does, and the last number that a loop has given. */
const numbers = new WeakMap<Engine, { last: number; readonly timers: Map<number, LoopTimer> }>();

/**
 * A delay in whole milliseconds as the host reads it. Whatever is no delay is given to the host's own `setTimeout()`, which warns of it or
 * throws, each version in its own words.
 */
export function delayOf(ms: unknown): number {
  if (typeof ms === "number" && ms >= 0 && ms <= longestMs) return Math.max(Math.trunc(ms), 1);
  if (ms === undefined) return 1;
  const timer = setTimeout(() => undefined, ms as number);
  clearTimeout(timer.unref());
  const read = Number(ms);
  return read >= 1 && read <= longestMs ? Math.trunc(read) : 1;
}

/** The longest delay that the host can hold. */
export const longestMs: number = 2 ** 31 - 1;

// Captured when the module loads, so that it is the host's.
const { setTimeout, setInterval, clearTimeout } = globalThis;
