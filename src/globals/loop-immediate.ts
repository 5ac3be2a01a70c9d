/// <reference lib="esnext.disposable" preserve="true" />
import { current } from "../core/context/current.ts";
import type { Handle } from "../core/driving/handle.ts";
import { captureForLoop } from "../core/context/native-scope.ts";
import type { Engine } from "../loop/engine.ts";

/** What `setImmediate()` returns inside a virtual loop: as Node's `Immediate`, called in the next iteration. */
export class LoopImmediate implements Disposable {
  readonly #handle: Handle;
  #hasRef = true;

  constructor(loop: Engine, callback: () => unknown) {
    const context = captureForLoop(loop);
    this.#handle = loop.face.callSoon(() => {
      current.microtasksDue = true; // it may settle promises: whoever awaits them runs before time passes
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
