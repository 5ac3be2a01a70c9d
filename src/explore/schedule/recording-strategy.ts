import { clockActor } from "../../core/contracts/actor.ts";
import { type ChoicePoint, isAboutAlternatives, type Strategy } from "../../core/contracts/strategy.ts";
import { late, timesLate } from "./late.ts";
import { PoolHistory } from "./pool-history.ts";
import type { Names } from "./names.ts";
import type { Deviation } from "./schedule.ts";

/** Writes down the choices of another strategy as a schedule. */
export class RecordingStrategy implements Strategy {
  readonly #strategy: Strategy;
  readonly #names: Names;
  /** For each wake-up: when, in the history of the arrivals, some were possible before it and none came, since the last that did. */
  readonly #declined = new Map<string, number[]>();
  #arrivals: PoolHistory | undefined = undefined;
  readonly deviations: Deviation[] = [];
  readonly #points: Point[] | undefined;

  /** @param points - Receives every choice point. */
  constructor(strategy: Strategy, names: Names, points?: Point[]) {
    this.#strategy = strategy;
    this.#names = names;
    this.#points = points;
  }

  choose(point: ChoicePoint): number {
    const index = this.#strategy.choose(point);
    this.#points?.push({
      at: this.#names.wakeUp(point.at),
      kind: point.kind,
      title: point.at.title,
      values: valuesOf(point, this.#names),
      chosen: index,
      deviations: this.deviations.length - (this.#goesOn(point, index) === undefined ? 0 : 1),
    });
    if (index !== 0) this.#deviates(point, index);
    else if (point.kind === "arrival") this.#declines(point);
    return index;
  }

  #declines(point: ChoicePoint): void {
    const { at, pool } = point;
    if (pool === undefined) return;
    this.#arrivals ??= new PoolHistory(pool);
    const name = this.#names.wakeUp(at);
    const declined = this.#declined.get(name);
    const { now } = this.#arrivals;
    if (declined === undefined) this.#declined.set(name, [now]);
    else declined.push(now);
  }

  /** The last deviation, if it is that time passes the same completion, which it does here once more. */
  #goesOn(point: ChoicePoint, index: number): Deviation | undefined {
    const last = this.deviations.at(-1);
    if (last === undefined || timesLate(last) === 0) return undefined;
    const passes = index > 0 && point.option(index) === clockActor;
    return passes && last.at === this.#names.wakeUp(point.at) ? last : undefined;
  }

  /** In a replay the option would go first as soon as it can. If it could earlier and did not, `at` itself goes first until then. */
  #deviates(point: ChoicePoint, index: number): void {
    const begun = this.#goesOn(point, index);
    if (begun !== undefined) {
      this.deviations[this.deviations.length - 1] = { at: begun.at, value: late(timesLate(begun) + 1) };
      return;
    }
    const at = this.#names.wakeUp(point.at);
    const value = valuesOf(point, this.#names)[index] ?? "";
    const chosen = point.option(index);
    const declined = this.#declined.get(at) ?? [];
    const last = declined.findLastIndex((when) => this.#arrivals?.held(chosen, when));
    for (let count = 0; count <= last; count++) this.deviations.push({ at, value: at });
    this.deviations.push({ at, value });
    this.#declined.delete(at);
  }
}

/** One choice point of an execution, as a schedule names it. */
export interface Point {
  /** The wake-up that comes by default, or the subject of the choice. */
  readonly at: string;
  readonly kind: ChoicePoint["kind"];
  /** What the choice is about, for reports. */
  readonly title: string;
  /** The alternatives; the first is the default. */
  readonly values: readonly string[];
  readonly chosen: number;
  /** The number of deviations before this point. */
  readonly deviations: number;
}

/** How a schedule writes each of the options. How often time has passed before depends on all else: the clock has no number. */
export function valuesOf({ kind, options }: ChoicePoint, names: Names): string[] {
  if (isAboutAlternatives(kind)) return options.map(({ title }) => title);
  const wakeUps = names.wakeUps(options);
  return options.at(-1) === clockActor ? [...wakeUps.slice(0, -1), late(1)] : wakeUps;
}
