/// <reference lib="esnext.disposable" preserve="true" />
import { current } from "../core/context/current.ts";
import type { Handle } from "../core/driving/handle.ts";
import { captureForLoop } from "../core/context/native-scope.ts";
import type { Engine } from "../loop/engine.ts";

/** The result of `setImmediate()` inside a virtual loop: like Node's `Immediate`, called in the next iteration. */
export class LoopImmediate implements Disposable {
  readonly #handle: Handle;
  #hasRef = true;

  constructor(loop: Engine, callback: () => unknown) {
    const context = captureForLoop(loop);
    this.#handle = loop.face.callSoon(() => {
      current.microtasksDue = true; // it may settle promises: code that awaits them runs before time passes
      return context(callback);
    });
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
