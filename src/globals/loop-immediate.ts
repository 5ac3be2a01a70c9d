/// <reference lib="esnext.disposable" preserve="true" />
import type { Handle } from "../core/driving/handle.ts";
import type { Engine } from "../loop/engine.ts";
import { hostCallback } from "./host-callback.ts";
import { HostHandle } from "./host-handle.ts";

/** The result of `setImmediate()` inside a virtual loop: like Node's `Immediate`, called in the next iteration. */
export class LoopImmediate implements Disposable {
  readonly #handle: Handle;
  #hasRef = true;

  constructor(loop: Engine, callback: () => unknown) {
    loop.requireOpen();
    this.#handle = new HostHandle(loop, hostCallback(loop, callback));
    loop.enqueue(this.#handle);
    loop.places?.note(this.#handle);
  }

  /** Never call the callback. */
  close(): void {
    this.#handle.cancel();
  }

  ref(): this {
    this.#hasRef = true;
    return this;
  }

  unref(): this {
    this.#hasRef = false;
    return this;
  }

  hasRef(): boolean {
    return this.#hasRef;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
