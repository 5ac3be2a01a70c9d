/// <reference lib="esnext.disposable" preserve="true" />
import { ValueError } from "../../core/errors/errors.ts";

/** Keeps virtual time from passing until it is released. */
export class Hold implements Disposable {
  readonly #release: () => void;

  /** @internal */
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

/**
 * A clock that jumps: when every task waits and nothing outside is outstanding, it is at once the next deadline.
 *
 * Made by `virtualClock()`; pass it to `virtualLoop({ clock })` to hold time from a test.
 */
export class VirtualClock {
  #now: number;
  #holds: Set<Hold> | undefined = undefined;
  #wake: (() => void) | undefined = undefined;

  /** @internal */
  constructor(start: number) {
    this.#now = start;
  }

  /** Seconds of loop time. */
  time(): number {
    return this.#now;
  }

  /**
   * Stop time until the hold is released: tasks run on, timers wait.
   *
   * @example
   * ```ts
   * const clock = virtualClock();
   * await run(async () => {
   *   const hold = clock.hold();
   *   setTimeout(() => hold.release(), 5); // whatever the test waits for
   *   await sleep(1); // passes only once the hold is released
   *   assert.equal(clock.time(), 1);
   * }, { loopFactory: virtualLoop({ clock }) });
   * ```
   */
  hold(): Hold {
    const hold: Hold = new Hold(() => {
      const holds = this.#holds;
      if (holds?.delete(hold) === true && holds.size === 0) this.#wake?.();
    });
    (this.#holds ??= new Set()).add(hold);
    return hold;
  }

  /** @internal */
  pass(when: number, wake: () => void): boolean {
    if (this.servesHost()) {
      this.#wake = wake;
      return false;
    }
    if (when !== Infinity) this.#now = when;
    return true;
  }

  /** @internal */
  interrupt(): void {
    this.#wake = undefined;
  }

  /** @internal */
  servesHost(): boolean {
    return this.#holds !== undefined && this.#holds.size > 0;
  }
}

/**
 * A clock for `virtualLoop({ clock })`.
 *
 * @param settings - `start`: the first loop time, in seconds. Default: 0.
 * @throws {ValueError} If `start` is not a finite number.
 */
export function virtualClock(settings: { readonly start?: number } = {}): VirtualClock {
  const { start = 0 } = settings;
  if (!Number.isFinite(start)) throw new ValueError(`Invalid start: ${start}`, "pass a finite number of seconds");
  return new VirtualClock(start);
}
