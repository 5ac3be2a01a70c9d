import type { Actor } from "../../core/contracts/actor.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import { userPlace } from "../../core/places.ts";
import type { Engine } from "../../loop/engine.ts";

/** Notes which timers of `setTimeout()` and `setInterval()` are still set when the body of an execution has ended. */
export class LeftTimers implements Probe {
  /** Where the first timer of each title was set: one that repeats sets itself later. */
  readonly #places = new Map<string, string>();
  #left: readonly Actor[] = [];

  scheduled(entry: Actor): void {
    if (!isOfHost(entry) || this.#places.has(entry.title)) return;
    const place = userPlace();
    if (place !== undefined) this.#places.set(entry.title, place);
  }

  readonly atEnd = (loop: Engine): void => {
    this.#left = loop.scheduler.timers.pending().filter(isOfHost);
  };

  /** `setInterval(50 ms) of parser.js:353`, for each. */
  get all(): string[] {
    return this.#left.map(({ title }) => `${title} of ${this.#places.get(title) ?? "an unknown place"}`);
  }

  /** Those that are not among `others`, each once. */
  beyond(others: LeftTimers): string[] {
    const known = new Set(others.all);
    return [...new Set(this.all)].filter((timer) => !known.has(timer)).toSorted();
  }
}

/** Whether code that knows nothing of loops has set a timer. */
function isOfHost({ kind, title }: Actor): boolean {
  return kind === "timer" && /^set(?:Timeout|Interval)\(/.test(title);
}
