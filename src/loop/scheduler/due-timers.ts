import type { Entry } from "../../core/contracts/loop-core.ts";
import { Line } from "./line.ts";

/**
 * Which of the timers that are due may fire next: those that no timer with an earlier deadline precedes, since strictly
 * ordered timers are never swapped.
 */
export class DueTimers {
  /** May fire. No deadline is later than one before it. */
  readonly #open = new Line<DueTimer>();
  /** Must wait for one before them. */
  readonly waiting: Line<DueTimer> = new Line<DueTimer>();

  /** @returns whether the timer, whose number is the highest so far, may fire */
  push(timer: DueTimer, number: number): boolean {
    const earliest = this.#open.at(this.#open.length - 1)?.deadline ?? Infinity;
    const opens = timer.deadline <= earliest;
    (opens ? this.#open : this.waiting).insert(timer, number);
    return opens;
  }

  /** A timer fires or was cancelled. @param opened - Called for each timer that waited for it alone, in order. */
  remove(number: number, opened: (timer: DueTimer, number: number) => void): void {
    const waited = this.waiting.indexOf(number);
    if (waited !== -1) {
      this.waiting.remove(waited);
      return;
    }
    const at = this.#open.indexOf(number);
    this.#open.remove(at);
    if (this.waiting.length === 0) return;
    let earliest = this.#open.at(at - 1)?.deadline ?? Infinity;
    const end = this.#open.numberAt(at);
    for (let i = this.waiting.placeOf(number); this.waiting.numberAt(i) < end;) {
      const timer = this.waiting.at(i) as DueTimer;
      const own = this.waiting.numberAt(i);
      if (timer.deadline > earliest) {
        i += 1;
        continue;
      }
      earliest = timer.deadline;
      this.waiting.remove(i);
      this.#open.insert(timer, own);
      opened(timer, own);
    }
  }
}

/** An entry that has a deadline. */
export type DueTimer = Entry & { readonly deadline: number };
