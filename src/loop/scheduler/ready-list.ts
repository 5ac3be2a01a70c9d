import type { Entry } from "../../core/contracts/loop-core.ts";
import type { Ready } from "./ready.ts";

/** Entries of which any may have the next turn. */
export class ReadyList implements Ready {
  readonly #entries: Entry[] = [];

  get length(): number {
    return this.#entries.length;
  }

  get first(): Entry | undefined {
    return this.#entries[0];
  }

  push(entry: Entry): void {
    this.#entries.push(entry);
  }

  shift(): Entry | undefined {
    return this.#entries.shift();
  }

  /**
   * The entries that may run next, in order: those that would do something, and of the due timers only those with the
   * earliest deadline, since strictly ordered timers are never swapped. Valid until an entry comes or goes.
   */
  alternatives(): readonly Entry[] {
    const entries: readonly Due[] = this.#entries;
    // By index: every choice comes here, and an iterator takes half as long again.
    for (let at = 0; at < entries.length; at++) {
      const entry = entries[at] as Due;
      if (entry.skipped === true || entry.deadline !== undefined) return filtered(entries);
    }
    return entries;
  }

  /** Take out one of the alternatives, by its number. @returns undefined if there is none of that number */
  take(alternatives: readonly Entry[], number: number): Entry | undefined {
    const entries = this.#entries;
    const taken = alternatives[number];
    if (taken === undefined) return undefined;
    let at = 0;
    while (entries[at] !== taken) at += 1; // the first of equal entries, as a schedule names it
    for (const last = entries.length - 1; at < last; at++) entries[at] = entries[at + 1] as Entry;
    entries.pop();
    return taken;
  }

  toArray(): Entry[] {
    return [...this.#entries];
  }

  clear(): void {
    if (this.#entries.length > 0) this.#entries.length = 0; // assigning `length` is slow
  }
}

/** An entry; a timer has a deadline. */
type Due = Entry & { readonly deadline?: number };

function filtered(entries: readonly Due[]): Entry[] {
  const alternatives: Entry[] = [];
  let earliest = Infinity;
  for (const entry of entries) {
    if (entry.skipped === true) continue;
    if (entry.deadline !== undefined) {
      if (entry.deadline > earliest) continue;
      earliest = entry.deadline;
    }
    alternatives.push(entry);
  }
  return alternatives;
}
