import type { Actor } from "./actor.ts";

/** Decides what happens next. One instance serves one execution, so it may keep state. */
export interface Strategy {
  /** @returns an index in `[0, point.count)`; called only when there is a real choice */
  choose(point: ChoicePoint): number;
}

/** One moment at which more than one thing may happen next. Valid only during the call. */
export interface ChoicePoint {
  /**
   * `ready`: which entry of the ready queue runs; `arrival`: which completion of the outside world comes before the
   * first option, if any; `tie`: which of the timers with one deadline fires; `latency`: how long something takes, and whether it
   * comes together with the next; `fault`: whether a call fails, or what else goes wrong; `size`: how much of a stream arrives at once.
   */
  readonly kind: "arrival" | "tie" | "ready" | AlternativeKind;
  /** The subject of the choice: the default option, or the actor that is delayed or fails. */
  readonly at: Actor;
  /** How many alternatives there are: two or more. */
  readonly count: number;
  /** All alternatives; the first is the default. The list is made on first use: among many, `count` and `option()` cost less. */
  readonly options: readonly Actor[];
  /** The alternatives that stay from one choice to the next, for strategies that must not look at all of them each time. */
  readonly pool: Pool | undefined;
  /** The index of the pool's first actor among the alternatives: those of the pool are in a row. */
  readonly poolFrom: number;
  /** One alternative. @param index - From 0, the default, to `count - 1`. */
  option(index: number): Actor;
}

/** Kinds of choices among alternatives of something that happens in any case, rather than about what happens next. */
export type AlternativeKind = "latency" | "fault" | "size";

/** Whether a choice is about alternatives, and not about what happens next. */
export function isAboutAlternatives(kind: ChoicePoint["kind"]): kind is AlternativeKind {
  return kind === "latency" || kind === "fault" || kind === "size";
}

/**
 * Actors that wait until they are chosen, in the order in which they came. The pool is the same object at every choice of its
 * kind in one execution. Each actor has a number while it waits: numbers rise from the first to the last.
 */
export interface Pool {
  readonly length: number;
  /** Where the actor with this number is now, from 0; -1 if it has left. Takes time in proportion to log(length). */
  indexOf(number: number): number;
  /** Hear of the actors that are there, and of every one that comes or goes. */
  follow(follower: PoolFollower): void;
}

/** Follows what a pool holds. */
export interface PoolFollower {
  /** `actor` may be chosen from now on. */
  joined(actor: Actor, number: number): void;
  /** The actor was chosen, or can be chosen no more. */
  left(actor: Actor, number: number): void;
}

/** Keep the default order everywhere: the order of a real loop with equal step costs. */
export const fifo: Strategy = { choose: () => 0 };

/**
 * Take the choices from a list, one number each, modulo the number of alternatives. After its end, keep the default order.
 *
 * Every list of naturals is a valid schedule, and the empty one is FIFO: so schedules shrink well.
 */
export function follow(schedule: readonly number[]): Strategy {
  let next = 0;
  return {
    choose: ({ count }) => (schedule[next++] ?? 0) % count,
  };
}
