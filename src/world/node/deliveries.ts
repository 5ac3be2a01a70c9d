import type { Entry, LoopCore } from "../../core/contracts/loop-core.ts";

/** What Node has delivered, in order: each has a turn of the loop. */
export class Deliveries implements Entry {
  readonly kind = "arrival";
  readonly isMacrotask = true;
  readonly title: string;
  readonly #loop: LoopCore;
  #waiting: (() => void)[] = [];
  #isQueued = false;

  /** @param title - In reports: what delivers. */
  constructor(loop: LoopCore, title: string) {
    this.#loop = loop;
    this.title = title;
  }

  add(deliver: () => void): void {
    this.#waiting.push(deliver);
    this.#schedule();
  }

  /** Deliver nothing of what waits. */
  clear(): void {
    this.#waiting = [];
  }

  /** Deliver one, and come back for the next. */
  runTurn(): void {
    this.#isQueued = false;
    this.#waiting.shift()?.();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isQueued || this.#waiting.length === 0) return;
    this.#isQueued = true;
    this.#loop.enqueue(this);
  }
}
