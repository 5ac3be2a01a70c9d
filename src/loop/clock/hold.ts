/// <reference lib="esnext.disposable" preserve="true" />

/** Keeps virtual time from passing until it is released. */
export class Hold implements Disposable {
  readonly #release: () => void;

  constructor(release: () => void) {
    this.#release = release;
  }

  /** Let time pass again, unless another hold is in force. Calling it twice does nothing. */
  release(): void {
    this.#release();
  }

  [Symbol.dispose](): void {
    this.#release();
  }
}
