import type { Entry } from "../../core/event-loop.ts";

/** Completions of a simulated outside world that have not come yet, in the order in which they were begun. */
export class Arrivals {
  readonly expected: Entry[] = [];

  get length(): number {
    return this.expected.length;
  }

  expect(entry: Entry): void {
    this.expected.push(entry);
  }

  clear(): void {
    if (this.expected.length > 0) this.expected.length = 0; // to set it takes its time
  }

  /** Take one that arrives. */
  take(entry: Entry): Entry {
    this.expected.splice(this.expected.indexOf(entry), 1);
    return entry;
  }

  /** Drop those that nobody waits for any more. */
  dropSkipped(): void {
    for (const entry of this.expected.filter(({ skipped }) => skipped)) this.take(entry);
  }
}
