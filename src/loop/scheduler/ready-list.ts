import type { Entry } from "../../core/contracts/loop-core.ts";
import { type DueTimer, DueTimers } from "./due-timers.ts";
import { Line } from "./line.ts";
import type { Ready } from "./ready.ts";

/**
 * Entries of which any may have the next turn. Alternatives are those that would do something, and of the due timers only
 * those with the earliest deadline.
 */
export class ReadyList implements Ready {
  /** The alternatives. Always holds an entry if one is left that was not cancelled. */
  readonly alternatives: Line = new Line();
  /** Everything about entries that may be cancelled. Most lists have none of them. */
  #cancellable: Cancellable | undefined = undefined;

  get length(): number {
    return this.alternatives.length + (this.#cancellable === undefined ? 0 : this.#cancellable.closed);
  }

  get first(): Entry | undefined {
    return this.#firstIsCancelled() ? this.#cancellable?.cancelled.at(0) : this.alternatives.at(0);
  }

  push(entry: Entry): void {
    const { skipped } = entry;
    if (skipped === undefined) this.alternatives.push(entry);
    else this.#pushCancellable(entry, skipped);
  }

  #pushCancellable(entry: Entry, skipped: boolean): void {
    const { cancelled, numbers, timers } = (this.#cancellable ??= new Cancellable());
    const number = this.alternatives.nextNumber();
    if (skipped) {
      cancelled.insert(entry, number);
      return;
    }
    numbers.set(entry, number);
    if (!isTimer(entry) || timers.push(entry, number)) this.alternatives.insert(entry, number);
  }

  shift(): Entry | undefined {
    if (this.#firstIsCancelled()) return this.#cancellable?.cancelled.remove(0);
    return this.take(0);
  }

  /** Take out one of the alternatives, by its number among them. @returns undefined if there is none of that number */
  take(at: number): Entry | undefined {
    const { alternatives } = this;
    const entry = alternatives.at(at);
    if (entry === undefined) return undefined;
    alternatives.remove(at);
    if (this.#cancellable !== undefined) this.#leave(entry, this.#cancellable);
    return entry;
  }

  /** `entry`, if it is here, was cancelled: it keeps its place in line, and is no alternative any more. */
  cancelled(entry: Entry): void {
    const cancellable = this.#cancellable;
    const number = cancellable?.numbers.get(entry);
    if (cancellable === undefined || number === undefined) return;
    const at = this.alternatives.indexOf(number);
    if (at !== -1) this.alternatives.remove(at);
    this.#leave(entry, cancellable);
    cancellable.cancelled.insert(entry, number);
  }

  #leave(entry: Entry, { numbers, timers }: Cancellable): void {
    const number = numbers.get(entry);
    if (number === undefined) return;
    numbers.delete(entry);
    if (isTimer(entry)) timers.remove(number, (opened, own) => this.alternatives.insert(opened, own));
  }

  /** Whether the entry that is next in line was cancelled. */
  #firstIsCancelled(): boolean {
    const cancelled = this.#cancellable?.cancelled;
    return cancelled !== undefined && cancelled.length > 0 && cancelled.numberAt(0) < this.alternatives.numberAt(0);
  }

  toArray(): Entry[] {
    const { cancelled, timers } = this.#cancellable ?? new Cancellable();
    const all = [this.alternatives, cancelled, timers.waiting].flatMap((line) => line.numbered());
    return all.toSorted((one, other) => one.number - other.number).map(({ entry }) => entry);
  }

  clear(): void {
    this.alternatives.clear();
    this.#cancellable = undefined;
  }
}

/** Entries of a list that are cancelled, or may be. */
class Cancellable {
  /** The numbers of entries that may be cancelled. Such an entry is in the list once. */
  readonly numbers = new Map<Entry, number>();
  readonly timers = new DueTimers();
  /** The cancelled ones. Their turns do nothing, but count in their iteration. */
  readonly cancelled = new Line();

  /** How many are no alternatives. */
  get closed(): number {
    return this.cancelled.length + this.timers.waiting.length;
  }
}

function isTimer(entry: Entry & { readonly deadline?: number | undefined }): entry is DueTimer {
  return entry.deadline !== undefined;
}
