/// <reference lib="esnext.disposable" preserve="true" />
import { current } from "../core/context/current.ts";
import type { Handle } from "../core/driving/handle.ts";
import { captureForLoop } from "../host/node/async-scope.ts";
import type { BaseEventLoop } from "../loop/base-event-loop.ts";

/** What `setImmediate()` returns inside a virtual loop: as Node's `Immediate`, called in the next iteration. */
export class LoopImmediate implements Disposable {
  readonly #handle: Handle;
  #hasRef = true;

  constructor(loop: BaseEventLoop, callback: () => unknown) {
    const context = captureForLoop(loop);
    this.#handle = loop.callSoon(() => {
      current.touchedNative = true; // it may settle promises: whoever awaits them runs before time passes
      return context(callback);
    });
    loop.places?.note(this.#handle);
  }

  /** Never be called. */
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
