import { type Actor, clockActor } from "../../core/contracts/actor.ts";
import type { Level } from "../../core/contracts/level.ts";
import type { Entry, TimerEntry } from "../../core/contracts/loop-core.ts";
import type { ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import { ArrivalChoice } from "./points/arrival-choice.ts";
import { InvalidChoiceError } from "./invalid-choice-error.ts";
import type { Line } from "./line.ts";
import { ListChoice } from "./points/list-choice.ts";
import { ReadyChoice } from "./points/ready-choice.ts";
import type { ReadyList } from "./ready-list.ts";

/** The choice points of a loop: the level decides which points exist, the strategy picks. */
export class Choices {
  readonly #strategy: Strategy;
  readonly level: Level;
  /** False while a failed run is cleaned up: then every choice takes its default. */
  active = true;
  /** Whether time could have passed an arrival once more, and was not let. */
  heldTime = false;
  /** How many seconds arrivals were let take at most, where time could have passed them otherwise. */
  limited: Set<number> | undefined = undefined;
  /** Whether any ready entry may run next. */
  readonly anyOrder: boolean;
  /** Whether steps and the clock may take longer. */
  readonly jitters: boolean;
  /** The loop time at which each pending timer was set, where ties are choices. */
  #setAt: Map<TimerEntry, number> | undefined = undefined;

  constructor(strategy: Strategy, level: Level) {
    this.#strategy = strategy;
    this.level = level;
    this.anyOrder = level === "any-order";
    this.jitters = level === "jitter";
  }

  /** @returns undefined if there is nothing to choose: no strategy, or a level that reorders nothing */
  static of(strategy: Strategy | undefined, level: Level): Choices | undefined {
    return strategy === undefined || level === "fifo" ? undefined : new Choices(strategy, level);
  }

  /** Ask the strategy, if there is a choice. @throws {InvalidChoiceError} If the answer is no index. */
  ask(point: ChoicePoint): number {
    if (!this.active || point.count <= 1) return 0;
    const index = this.#strategy.choose(point);
    if (Number.isInteger(index) && index >= 0 && index < point.count) return index;
    throw new InvalidChoiceError(index, point.count);
  }

  #choose(kind: ChoicePoint["kind"], at: Actor, options: readonly Actor[]): number {
    return this.ask(new ListChoice(kind, at, options));
  }

  /** Which ready entry runs next, if any may. */
  next(ready: ReadyList): Entry {
    const { alternatives } = ready;
    if (alternatives.length > 1 && this.active) {
      const chosen = ready.take(this.ask(new ReadyChoice(alternatives)));
      if (chosen !== undefined) return chosen;
    }
    return ready.shift() as Entry;
  }

  /**
   * Which of `arrivals` comes before `first`, or comes first without a `first`; with `last`, time may pass instead.
   *
   * @returns an index of `arrivals`; -1, or their number, if none of them comes
   */
  arrival(first: Actor | undefined, arrivals: Line, last?: Actor): number {
    const point = new ArrivalChoice(arrivals, first, last);
    return this.ask(point) - point.poolFrom;
  }

  /**
   * When `entry` arrives before the next deadline: now or midway.
   *
   * @param limit - The moment before the deadline that something must not miss: midway to it, then, or at it.
   */
  arrivalTime(entry: Actor, now: number, deadline: number, limit: number = deadline): number {
    const end = Math.min(limit, deadline);
    if (end === now) return now;
    const chosen = this.#choose("latency", entry, end === deadline ? gapChoices : limitedChoices);
    return chosen === 0 ? now : chosen === 1 ? now + (end - now) / 2 : end;
  }

  /** Whether `entry` arrives in one macrotask with the completion that is next, instead of one of its own. */
  isJoined(entry: Actor): boolean {
    return this.#choose("latency", entry, joinedChoices) === 1;
  }

  /** By how many seconds the clock wakes the loop late. */
  lateness(): number {
    if (!this.jitters) return 0;
    return latenesses[this.#choose("latency", clockActor, latenessChoices)] ?? 0;
  }

  /** How many seconds the next step takes, at a level where steps may take longer. Timers and callbacks take none. */
  stepCost(entry: Entry): number {
    if (entry.kind !== "task") return 0;
    return stepCosts[this.#choose("latency", entry, costChoices)] ?? 0;
  }

  /** A choice that the program itself leaves open. Latencies of simulated calls vary where time does, failures everywhere. */
  given(kind: "latency" | "fault", at: Actor, options: readonly Actor[]): number {
    return kind === "latency" && this.level === "env" ? 0 : this.#choose(kind, at, options);
  }

  /** A timer was set. */
  timerSet(timer: TimerEntry, now: number): void {
    if (!this.anyOrder) (this.#setAt ??= new Map()).set(timer, now);
  }

  /** Reorder timers that are due: timers with one deadline that were set at different instants may come in any order. */
  due(timers: TimerEntry[]): void {
    const set = this.#setAt;
    if (set === undefined) return;
    let first = 0;
    for (let at = 1; at <= timers.length; at++) {
      if (timers[at]?.deadline === timers[first]?.deadline) continue;
      if (at - first > 1) this.#tie(timers, first, at, set);
      first = at;
    }
    for (const timer of timers) set.delete(timer);
  }

  /** Reorder the timers from `first` to before `end`, which have one deadline. */
  #tie(timers: TimerEntry[], first: number, end: number, set: ReadonlyMap<TimerEntry, number>): void {
    for (let at = first; at < end - 1; at++) {
      // The first timer of each instant: timers of one instant stay in the order in which they were set.
      const instants = new Set<number | undefined>();
      const options = timers.slice(at, end).filter((timer) => {
        const setAt = set.get(timer);
        return !timer.skipped && !instants.has(setAt) && instants.add(setAt);
      });
      if (options.length < 2) return; // later there are not more options
      const chosen = options[this.#choose("tie", options[0] as Entry, options)] as TimerEntry;
      timers.splice(timers.indexOf(chosen), 1);
      timers.splice(at, 0, chosen);
    }
  }
}

/** Seconds by which a busy machine may wake the loop late; the first is the default. */
export const latenesses: readonly number[] = [0, 0.001, 0.01];
/** Seconds that a step may take on a slow machine. */
export const stepCosts: readonly number[] = [0, 0.001];

/** The alternatives of a list of `length`, as a strategy sees them. */
export function numbered(length: number): readonly Actor[] {
  return Array.from({ length }, (_, i) => ({ kind: "alternative", title: `${i}` }));
}

/** How a schedule writes an arrival between two deadlines. */
export const midway = "midway";
/** How a schedule writes an arrival in one macrotask with the next. */
export const joined = "joined";
/** How a schedule writes an arrival at the moment at which a call has taken as long as it may. */
export const latest = "latest";

const limitedChoices: readonly Actor[] = ["0", midway, latest].map((title) => ({ kind: "alternative", title }));
const gapChoices = limitedChoices.slice(0, 2);
const joinedChoices: readonly Actor[] = ["0", joined].map((title) => ({ kind: "alternative", title }));
const latenessChoices = numbered(latenesses.length);
const costChoices = numbered(stepCosts.length);
