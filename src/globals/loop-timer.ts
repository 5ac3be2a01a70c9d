/// <reference lib="esnext.disposable" preserve="true" />
import type { TimerHandle } from "../core/driving/handle.ts";
import type { Engine } from "../loop/engine.ts";
import { hostCallback } from "./host-callback.ts";
import { HostTimerHandle } from "./host-handle.ts";

/** The result of `setTimeout()` and `setInterval()` inside a virtual loop: like Node's `Timeout`, on loop time. */
export class LoopTimer implements Disposable {
  readonly #loop: Engine;
  readonly #seconds: number;
  readonly #repeats: boolean;
  readonly #call: () => void;
  #handle: TimerHandle | undefined = undefined;
  #hasRef = true;
  #number: number | undefined = undefined;

  constructor(loop: Engine, callback: () => unknown, ms: number, repeats: boolean) {
    this.#loop = loop;
    this.#seconds = ms / 1_000;
    this.#repeats = repeats;
    this.#call = hostCallback(loop, callback);
    this.#set(loop.time() + this.#seconds);
  }

  #set(when: number): void {
    this.#loop.requireOpen();
    this.#handle = new HostTimerHandle(this.#loop, when, () => this.#fire(when));
    this.#loop.addTimer(this.#handle);
    this.#loop.places?.note(this.#handle);
  }

  #fire(when: number): void {
    this.#handle = undefined;
    if (this.#repeats) this.#set(when + this.#seconds);
    else this.#forget();
    this.#call();
  }

  /** The timer of `loop` with the number `number`. */
  static numbered(loop: Engine, number: unknown): LoopTimer | undefined {
    return numbered.get(loop)?.get(Number(number));
  }

  #forget(): void {
    if (this.#number !== undefined) numbered.get(this.#loop)?.delete(this.#number);
  }

  /** Never fire again. */
  close(): this {
    this.#handle?.cancel();
    this.#handle = undefined;
    this.#forget();
    return this;
  }

  /** Begin the delay again, unless the timer was cleared. */
  refresh(): this {
    if (this.#handle === undefined) return this;
    this.#handle.cancel();
    this.#set(this.#loop.time() + this.#seconds);
    return this;
  }

  ref(): this {
    this.#hasRef = true;
    return this;
  }

  /** Kept for `hasRef()` only: virtual time passes to the timer all the same. */
  unref(): this {
    this.#hasRef = false;
    return this;
  }

  hasRef(): boolean {
    return this.#hasRef;
  }

  [Symbol.toPrimitive](): number {
    const timers = numbered.get(this.#loop) ?? new Map<number, LoopTimer>();
    if (this.#number === undefined) {
      numbered.set(this.#loop, timers);
      this.#number = timers.size + 1;
      timers.set(this.#number, this);
    }
    return this.#number;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Timers whose number was read, as code written for browsers does, by loop. */
const numbered = new WeakMap<Engine, Map<number, LoopTimer>>();

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
const { setTimeout, clearTimeout } = globalThis;
