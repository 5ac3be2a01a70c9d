import { thisHost } from "./this-host.ts";

/** What a loop wants after it ran: the microtasks drained, the host served, or nothing until it asks again. */
export type Wish = "microtasks" | "macrotask" | "nothing";

/** A loop, as the turn queue sees it. */
export interface Driver {
  /** Run turns until microtasks must be drained, the host must be served, or there is nothing to do. */
  drive(): Wish;
}

/** The loops of this thread that want a turn, in order of asking: one line for all, so that their microtasks never mix. */
class TurnQueue {
  readonly #waiting: Driver[] = [];
  #scheduled = false;

  /** Ask for a turn once the present one is over. A driver that is already waiting keeps its place. */
  request(driver: Driver): void {
    const waiting = this.#waiting;
    if (waiting.includes(driver)) return;
    waiting.push(driver);
    if (this.#scheduled) return;
    this.#scheduled = true;
    thisHost.root.runInAsyncScope(this.#schedule);
  }

  readonly #takeTurns = (): void => {
    const waiting = this.#waiting;
    // It stays first in line while it runs: a loop that is woken meanwhile must not begin a second chain of turns.
    const driver = waiting[0];
    let wish: Wish = "nothing";
    try {
      wish = driver?.drive() ?? "nothing";
    } finally {
      if (waiting.length > 1 || wish === "nothing") {
        waiting.shift();
        if (driver !== undefined && wish !== "nothing") waiting.push(driver);
      }
      this.#scheduled = waiting.length > 0;
      if (wish === "macrotask") thisHost.afterMacrotask(this.#takeTurns);
      else if (this.#scheduled) this.#schedule();
    }
  };

  readonly #schedule = thisHost.afterMicrotasks(this.#takeTurns);
}

/** The turn queue of this thread. */
export const turnQueue: TurnQueue = new TurnQueue();
