/// <reference lib="esnext.disposable" preserve="true" />

/** Sockets of Node on the simulated network, until disposal. */
export class NetworkSimulation implements Disposable {
  #restore: (() => void) | undefined;

  constructor(restore: () => void) {
    this.#restore = restore;
  }

  /** Put Node's own network back. Calling it twice does nothing. */
  restore(): void {
    this.#restore?.();
    this.#restore = undefined;
  }

  [Symbol.dispose](): void {
    this.restore();
  }
}
