import { clockActor } from "../../core/contracts/actor.ts";
import type { Entry, TimerEntry } from "../../core/contracts/loop-core.ts";
import type { Choices } from "./choices.ts";
import { Line } from "./line.ts";
import type { Ready } from "./ready.ts";

/** Completions of a simulated outside world that have not come yet, in the order in which they were begun. */
export class Arrivals {
  /** Made when something is expected: most loops of a search expect nothing. */
  #expected: Line | undefined = undefined;
  /** The numbers of all that are expected; each is so once. */
  #numbers: Map<Entry, number> | undefined = undefined;

  get length(): number {
    return this.#expected === undefined ? 0 : this.#expected.length;
  }

  get expected(): Line {
    return (this.#expected ??= new Line());
  }

  expect(entry: Entry): void {
    const number = this.expected.nextNumber();
    (this.#numbers ??= new Map()).set(entry, number);
    this.expected.insert(entry, number);
  }

  /** Let a completion arrive: by default the first one, once nothing else can run. */
  deliver(ready: Ready, timer: TimerEntry | undefined, now: number, choices: Choices | undefined): void {
    for (;;) {
      const next = ready.first ?? (timer !== undefined && timer.deadline <= now ? timer : undefined);
      if (this.length === 0 || (choices === undefined && next !== undefined)) return;
      const last = next === undefined && timer !== undefined ? clockActor : undefined;
      const at = choices === undefined ? 0 : choices.arrival(next, this.expected, last);
      if (this.expected.at(at) === undefined) return;
      ready.push(this.#take(at));
    }
  }

  /** Nobody waits for this completion any more, if it is here. */
  cancelled(entry: Entry): void {
    const number = this.#numbers?.get(entry);
    if (number !== undefined) this.#take(this.expected.indexOf(number));
  }

  #take(at: number): Entry {
    const entry = this.expected.remove(at);
    this.#numbers?.delete(entry);
    return entry;
  }

  clear(): void {
    this.#expected?.clear();
    this.#numbers?.clear();
  }
}
