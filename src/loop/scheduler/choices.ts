import { type Actor, clockActor } from "../../core/contracts/actor.ts";
import type { Level } from "../../core/contracts/level.ts";
import type { Entry, TimerEntry } from "../../core/contracts/loop-core.ts";
import type { AlternativeKind, ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import { ArrivalChoice } from "./points/arrival-choice.ts";
import { InvalidChoiceError } from "./invalid-choice-error.ts";
import type { Line } from "./line.ts";
import { ListChoice } from "./points/list-choice.ts";
import { ReadyChoice } from "./points/ready-choice.ts";
import type { ReadyList } from "./ready-list.ts";

/** The choice points of a loop: the level decides which points exist, the strategy picks. */
export class Choices {
  readonly strategy: Strategy;
  readonly level: Level;
  /** False while a failed run is cleaned up: then every choice takes its default. */
  active = true;
  /** Whether time could have passed an arrival once more, and was not let. */
  heldTime = false;
  /** How many seconds arrivals were let take at most, where time could have passed them otherwise. */
  limited: Set<number> | undefined = undefined;
  /** How often each fault was chosen; undefined if the run met nothing that fails in the real world. */
  faults: Map<string, number> | undefined = undefined;
  /** Whether nothing fails any more. */
  isFaultFree = false;
  /** Whether any ready entry may run next. */
  readonly anyOrder: boolean;
  /** Whether steps and the clock may take longer. */
  readonly jitters: boolean;
  /** The loop time at which each pending timer was set, where ties are choices. */
  #setAt: Map<TimerEntry, number> | undefined = undefined;

  constructor(strategy: Strategy, level: Level) {
    this.strategy = strategy;
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
    const index = this.strategy.choose(point);
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
   * When `entry` arrives before the next deadline: now or midway; where steps take time, also so late that the deadline passes
   * while the program reacts.
   *
   * @param limit - The moment before the deadline that something must not miss: midway to it, then, or at it.
   */
  arrivalTime(entry: Actor, now: number, deadline: number, limit: number = deadline): number {
    const end = Math.min(limit, deadline);
    if (end === now) return now;
    const last = end < deadline ? end : this.jitters ? justBefore(deadline) : now;
    const options = last <= now ? gapChoices : end < deadline ? limitedChoices : closeChoices;
    return [now, now + (end - now) / 2, last][this.#choose("latency", entry, options)] as number;
  }

  /** Whether `entry` arrives in one macrotask with the completion that is next, instead of one of its own. */
  isJoined(entry: Actor): boolean {
    return this.#choose("latency", entry, joinedChoices) === 1;
  }

  /** Whether native code that waits for the same completion as `first` goes on in turns of its own, which no promise of Node grants. */
  areApart(first: Actor): boolean {
    return this.anyOrder && this.#choose("latency", first, apartChoices) === 1;
  }

  /** By how many seconds the clock wakes the loop late. */
  lateness(): number {
    if (!this.jitters) return 0;
    return latenesses[this.#choose("latency", clockActor, latenessChoices)] ?? 0;
  }

  /** How many seconds the next turn takes, at a level where steps may take longer. Timers and callbacks take none. */
  turnCost(entry: Entry & { readonly deadline?: number | undefined }): number {
    if (entry.kind === "task") return stepCosts[this.#choose("latency", entry, costChoices)] ?? 0;
    if (entry.kind !== "arrival" || entry.deadline !== undefined) return 0;
    return stepCosts[this.#choose("latency", entry, arrivalCostChoices)] ?? 0;
  }

  /** A choice that the program itself leaves open. Latencies of simulated calls vary where time does, all else everywhere. */
  given(kind: AlternativeKind, at: Actor, options: readonly Actor[]): number {
    if (kind === "latency" && this.level === "env") return 0;
    if (kind === "fault" && this.isFaultFree) return 0;
    const chosen = this.#choose(kind, at, options);
    if (kind === "fault" && options.length > 1) this.#countFaults(options, chosen);
    return chosen;
  }

  /** Of the faults that may be, one was chosen, or none, which is the first option. */
  #countFaults(options: readonly Actor[], chosen: number): void {
    const faults = this.mayFail();
    options.forEach(({ title }, at) => {
      if (at > 0) faults.set(title, (faults.get(title) ?? 0) + Number(at === chosen));
    });
  }

  /** Whether a fault was chosen. */
  get hasFailed(): boolean {
    return [...(this.faults?.values() ?? [])].some((count) => count > 0);
  }

  /** The run meets something that fails in the real world. */
  mayFail(): Map<string, number> {
    return (this.faults ??= new Map());
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
  return titled(Array.from({ length }, (_, i) => `${i}`));
}

/** Alternatives by the titles that a schedule writes. */
export function titled(titles: readonly string[]): readonly Actor[] {
  return titles.map((title) => ({ kind: "alternative", title }));
}

/** The moment at which a step that takes time lasts until `deadline`. */
function justBefore(deadline: number): number {
  const cost = stepCosts.at(-1) as number;
  const when = deadline - cost;
  return when + 2 * Math.max(0, deadline - (when + cost)); // the sum may be rounded down
}

/** How a schedule writes an arrival between two deadlines. */
export const midway = "midway";
/** How a schedule writes an arrival in one macrotask with the next. */
export const joined = "joined";
/** How a schedule writes that native code which waits for one completion goes on in turns of its own. */
export const apart = "apart";
/** How a schedule writes an arrival at the moment at which a call has taken as long as it may. */
export const latest = "latest";

/** How a schedule writes an arrival one step before the next deadline. */
export const close = "close";

const [limitedChoices, closeChoices] = [latest, close].map((last) => titled(["0", midway, last])) as [
  readonly Actor[],
  readonly Actor[],
];
const gapChoices = titled(["0", midway]);
/** How a schedule writes a completion that takes as long as a slow step: a deadline may pass before anybody has seen it. */
export const slow = "slow";
const arrivalCostChoices = titled(["0", slow]);
const [joinedChoices, apartChoices] = [joined, apart].map((other) => titled(["0", other])) as [Actor[], Actor[]];
const latenessChoices = numbered(latenesses.length);
const costChoices = numbered(stepCosts.length);
