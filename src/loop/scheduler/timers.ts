import type { TimerEntry } from "../../core/contracts/loop-core.ts";
import { TimerHeap } from "./timer-heap.ts";
import type { Choices } from "./choices.ts";
import type { Ready } from "./ready.ts";

/** The timers of a loop, and how many of them are cancelled and not dropped yet. */
export class Timers {
  readonly #heap = new TimerHeap();
  cancelled = 0;

  get size(): number {
    return this.#heap.size;
  }

  push(timer: TimerEntry): void {
    timer.scheduled = true;
    this.#heap.push(timer);
  }

  /** The earliest timer, or undefined. */
  head(): TimerEntry | undefined {
    return this.#heap.head();
  }

  /** Drop cancelled timers where CPython does: at the head, or everywhere once there are many. */
  dropCancelled(): void {
    const heap = this.#heap;
    if (heap.size > purgeThreshold && this.cancelled * 2 > heap.size) {
      for (const timer of heap.purge()) timer.scheduled = false;
      this.cancelled = 0;
    } else {
      while (heap.head()?.skipped === true) {
        this.#take();
        this.cancelled -= 1;
      }
    }
  }

  /** Move every timer that is due at `now` to `ready`, in order of deadline and registration unless `choices` says otherwise. */
  takeDue(now: number, ready: Ready, choices: Choices | undefined): void {
    const heap = this.#heap;
    if (choices === undefined) {
      for (let timer = heap.head(); timer !== undefined && timer.deadline <= now; timer = heap.head()) {
        ready.push(this.#take());
      }
      return;
    }
    const due: TimerEntry[] = [];
    for (let timer = heap.head(); timer !== undefined && timer.deadline <= now; timer = heap.head()) {
      due.push(this.#take());
    }
    choices.due(due);
    for (const timer of due.length > 2 ? inLists(due) : due) ready.push(timer);
  }

  /** Every timer that is not cancelled, in no particular order. */
  pending(): readonly TimerEntry[] {
    return this.#heap.entries().filter(({ skipped }) => !skipped);
  }

  clear(): void {
    while (this.#heap.pop() !== undefined);
  }

  #take(): TimerEntry {
    const timer = this.#heap.pop() as TimerEntry;
    timer.scheduled = false;
    return timer;
  }
}

/** CPython drops cancelled timers from the whole heap when there are this many, and more than half are cancelled. */
const purgeThreshold = 100;

/**
 * `due` as Node fires its timers if the loop wakes late: all that are due of one delay before any of the next. The timers of the loop itself
 * keep their places.
 */
function inLists(due: readonly TimerEntry[]): readonly TimerEntry[] {
  const lists = new Map<number, TimerEntry[]>();
  for (const timer of due) {
    if (timer.listMs === undefined) continue;
    const list = lists.get(timer.listMs);
    if (list === undefined) lists.set(timer.listMs, [timer]);
    else list.push(timer);
  }
  if (lists.size < 2) return due;
  const inOrder = [...lists.values()].flat().values();
  return due.map((timer) => (timer.listMs === undefined ? timer : (inOrder.next().value ?? timer)));
}
