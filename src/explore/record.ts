import type { Choice, ChoicePoint, Strategy } from "../core/strategy.ts";
import type { Names } from "./names.ts";
import type { Deviation, Schedule } from "./schedule.ts";

/** Counts the choices of another strategy and notes them as numbers, which costs little and repeats the run exactly. */
export class Counted implements Strategy {
  readonly #strategy: Strategy;
  readonly taken: number[] = [];

  constructor(strategy: Strategy) {
    this.#strategy = strategy;
  }

  choose(point: ChoicePoint): number {
    const index = this.#strategy.choose(point);
    this.taken.push(index);
    return index;
  }
}

/** Notes the choices of another strategy as a schedule. */
export class Recorded implements Strategy {
  readonly #strategy: Strategy;
  readonly #names: Names;
  readonly deviations: Deviation[] = [];
  /** Choice points met. */
  choices = 0;

  constructor(strategy: Strategy, names: Names) {
    this.#strategy = strategy;
    this.#names = names;
  }

  choose(point: ChoicePoint): number {
    this.choices += 1;
    const index = this.#strategy.choose(point);
    if (index !== 0) {
      const value = valuesOf(point, this.#names)[index] ?? "";
      this.deviations.push({ at: this.#names.wakeUp(point.at), value });
    }
    return index;
  }
}

/** Takes the departures from the default order from a schedule. Those that never become possible are skipped. */
export class Replayed implements Strategy {
  readonly #names: Names;
  /** What has not happened yet, in order, by the wake-up that it belongs to. */
  readonly #left = new Map<string, string[]>();

  constructor(schedule: Schedule, names: Names) {
    this.#names = names;
    for (const { at, value } of schedule) {
      const values = this.#left.get(at);
      if (values === undefined) this.#left.set(at, [value]);
      else values.push(value);
    }
  }

  choose(point: ChoicePoint): number {
    const values = this.#left.get(this.#names.wakeUp(point.at));
    const [first] = values ?? [];
    if (values === undefined || first === undefined) return 0;
    const index = valuesOf(point, this.#names).indexOf(first);
    if (index <= 0) return 0;
    values.shift();
    return index;
  }
}

/** How a schedule writes each of the options. */
function valuesOf({ kind, options }: ChoicePoint, names: Names): string[] {
  if (kind === "latency") return options.map((_: Choice, index) => `${index}`);
  if (kind === "fault") return options.map((_: Choice, index) => (index === 1 ? "throw" : `throw.${index}`));
  return names.wakeUps(options);
}
