import { clockActor } from "../../core/contracts/actor.ts";
import type { Entry, FutureCore, TimerEntry } from "../../core/contracts/loop-core.ts";
import { isNativeAwait } from "../../core/native/await-in-task.ts";
import type { EngineParts } from "../engine-parts.ts";
import { Batches, wakesNativeCode } from "./batches.ts";
import type { Choices } from "./choices.ts";
import { passTo } from "./let-pass.ts";
import { type Limit, Limits } from "./limits.ts";
import { Line } from "./line.ts";
import type { Ready } from "./ready.ts";

/** Completions of a simulated outside world that have not come yet, in the order in which they were begun. */
export class Arrivals {
  /** Made when something is expected: most loops of a search expect nothing. */
  #expected: Line | undefined = undefined;
  /** All that are expected; each is so once. */
  #begun: Map<Entry, Begun> | undefined = undefined;
  /** Completions that come in the macrotask of another, and native code that one of them wakes. Made when there are such. */
  batches: Batches | undefined = undefined;
  /** How often time was let pass instead of an arrival. */
  #passes = 0;
  /** The limits of what may not come later, if there are any. */
  #limits: Limits | undefined = undefined;

  get length(): number {
    return this.#expected === undefined ? 0 : this.#expected.length;
  }

  get expected(): Line {
    return (this.#expected ??= new Line());
  }

  expect(entry: Entry, limit?: Limit): void {
    const number = this.expected.nextNumber();
    if (limit !== undefined) (this.#limits ??= new Limits()).add(limit);
    (this.#begun ??= new Map()).set(entry, { number, passes: this.#passes });
    this.expected.insert(entry, number);
  }

  /** Let a completion arrive: by default the first one, once nothing else can run. It may come between two deadlines, too. */
  deliver(
    ready: Ready,
    earliest: TimerEntry | undefined,
    parts: Pick<EngineParts, "choices" | "clock" | "probes">,
  ): void {
    const { choices, clock } = parts;
    const timer = earliest?.deadline === Infinity ? undefined : earliest; // to wait for ever lets no time pass
    this.deliverOverdue(ready, clock.time());
    for (;;) {
      const next = ready.first ?? (timer !== undefined && timer.deadline <= clock.time() ? timer : undefined);
      if (this.length === 0 || (choices === undefined && next !== undefined)) return;
      const limit = this.#limitBefore(timer?.deadline ?? -Infinity);
      const mayPass = next === undefined && timer !== undefined && this.#mayPass(choices, limit);
      const last = mayPass ? clockActor : undefined;
      const at = choices === undefined ? 0 : choices.arrival(next, this.expected, last);
      const entry = this.expected.at(at);
      if (entry === undefined) {
        if (last !== undefined) this.#passes += 1;
        return;
      }
      if (next === undefined && timer !== undefined && choices !== undefined) {
        passTo(parts, choices.arrivalTime(entry, clock.time(), timer.deadline, limit?.latest));
      }
      ready.push(this.#take(at));
      if (choices !== undefined && this.length > 0) this.#join(entry, choices);
    }
  }

  /** Let more completions come in the macrotask of `first`. */
  #join(first: Entry, choices: Choices): void {
    let latest = first;
    while (wakesNativeCode(latest) && this.expected.some(wakesNativeCode) && choices.isJoined(latest)) {
      latest = this.#take(choices.arrival(undefined, this.expected));
      (this.batches ??= new Batches()).join(first, latest);
    }
  }

  /** Let `waiters` of `promise` go on: native code in one turn, where the level does not let each have its own. */
  settled(promise: FutureCore, waiters: readonly Entry[], ready: Ready, choices: Choices | undefined): void {
    const native = waiters.filter((waiter) => isNativeAwait(waiter, promise));
    const [first, second] = native;
    if (first !== undefined && second !== undefined && choices?.areApart(first) === true) {
      for (const waiter of waiters) ready.push(waiter);
      return;
    }
    (this.batches ??= new Batches()).wake(
      waiters.map((waiter) => ({ waiter, future: promise })),
      ready,
    );
  }

  /** Whether time may pass once more: a timer that repeats must not put a completion off for ever. */
  #mayPass(choices: Choices | undefined, limit: Limit | undefined): boolean {
    if (limit !== undefined) {
      if (choices !== undefined) (choices.limited ??= new Set()).add(limit.within);
      return false;
    }
    const oldest = this.#begun?.get(this.expected.at(0) as Entry);
    const mayPass = oldest === undefined || this.#passes - oldest.passes < mostPasses;
    if (!mayPass && choices !== undefined) choices.heldTime = true;
    return mayPass;
  }

  /** What had to come before `now` comes at once. */
  deliverOverdue(ready: Ready, now: number): void {
    for (let limit = this.#limitBefore(now); limit !== undefined; limit = this.#limitBefore(now)) {
      ready.push(this.#take(this.#indexOf(limit.entry)));
    }
  }

  #limitBefore(when: number): Limit | undefined {
    return this.#begun === undefined ? undefined : this.#limits?.before(when, this.#begun);
  }

  #indexOf(entry: Entry): number {
    const begun = this.#begun?.get(entry);
    return begun === undefined ? -1 : this.expected.indexOf(begun.number);
  }

  /** Nobody waits for this completion any more, if it is here. */
  cancelled(entry: Entry): void {
    const at = this.#indexOf(entry);
    if (at >= 0) this.#take(at);
  }

  #take(at: number): Entry {
    const entry = this.expected.remove(at);
    this.#begun?.delete(entry);
    return entry;
  }

  clear(): void {
    this.#expected?.clear();
    this.#begun?.clear();
    this.batches = undefined;
  }
}

/** How often time may pass to a deadline while a completion is expected. */
export const mostPasses = 5;

/** When a completion was begun. */
interface Begun {
  readonly number: number;
  /** How often time had passed instead of an arrival by then. */
  readonly passes: number;
}
