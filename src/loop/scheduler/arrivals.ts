import { clockActor } from "../../core/contracts/actor.ts";
import type { Entry, TimerEntry } from "../../core/contracts/loop-core.ts";
import type { Choices } from "./choices.ts";
import type { Ready } from "./ready.ts";

/** Completions of a simulated outside world that have not come yet, in the order in which they were begun. */
export class Arrivals {
  readonly expected: Entry[] = [];

  get length(): number {
    return this.expected.length;
  }

  expect(entry: Entry): void {
    this.expected.push(entry);
  }

  /** Let a completion arrive: by default the first one, once nothing else can run. */
  deliver(ready: Ready, timer: TimerEntry | undefined, now: number, choices: Choices | undefined): void {
    this.dropSkipped();
    for (;;) {
      const next = ready.first ?? (timer !== undefined && timer.deadline <= now ? timer : undefined);
      if (this.length === 0 || (choices === undefined && next !== undefined)) return;
      const last = next === undefined && timer !== undefined ? clockActor : undefined;
      const chosen = choices === undefined ? this.expected[0] : choices.arrival(next, this.expected, last);
      if (chosen === undefined || chosen === clockActor) return;
      ready.push(this.take(chosen as Entry));
    }
  }

  /** Remove a completion that arrives. */
  take(entry: Entry): Entry {
    this.expected.splice(this.expected.indexOf(entry), 1);
    return entry;
  }

  /** Drop completions that nobody waits for any more. */
  dropSkipped(): void {
    for (const entry of this.expected.filter(({ skipped }) => skipped === true)) this.take(entry);
  }

  clear(): void {
    if (this.expected.length > 0) this.expected.length = 0; // assigning `length` is slow
  }
}
