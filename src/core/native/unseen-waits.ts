import type { LoopCore } from "../contracts/loop-core.ts";

/**
 * Counts the reasons why a task is busy with what its loop cannot see. Meanwhile the clock must not pass as if nothing ran.
 */
export class UnseenWaits {
  readonly #loop: LoopCore;
  /** Unsettled promises that the task has turned into futures. */
  #promises = 0;
  /** Native calls that have begun and not ended. */
  #calls = 0;
  /** Awaits of native code that wait on what the loop knows. */
  #seenAwaits = 0;
  /** Whether the loop counts the task. */
  #isCounted = false;

  constructor(loop: LoopCore) {
    this.#loop = loop;
  }

  /** Whether a promise is unsettled, or native code has begun, has not ended, and waits on nothing that the loop knows. */
  get any(): boolean {
    return this.#promises > 0 || (this.#calls > 0 && this.#seenAwaits === 0);
  }

  /** Count promises that become futures (1) or settle (-1). */
  countPromises(change: 1 | -1): void {
    this.#promises += change;
    this.#update();
  }

  /** Count native calls that begin (1) or end (-1). */
  countCalls(change: 1 | -1): void {
    this.#calls += change;
    this.#update();
  }

  /** Count awaits that begin to wait on what the loop knows (1) or cease to (-1). */
  countSeenAwaits(change: 1 | -1): void {
    this.#seenAwaits += change;
    this.#update();
  }

  #update(): void {
    const { any } = this;
    if (any === this.#isCounted) return;
    this.#isCounted = any;
    this.#loop.unseenWaits += any ? 1 : -1;
  }
}
