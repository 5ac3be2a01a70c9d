import type { Actor } from "./actor.ts";

/** Decides what happens next. One instance serves one execution, so it may keep state. */
export interface Strategy {
  /** @returns an index in `[0, point.options.length)`; called only when there is a real choice */
  choose(point: ChoicePoint): number;
}

/** One moment at which more than one thing may happen next. */
export interface ChoicePoint {
  /**
   * `ready`: which entry of the ready queue runs; `arrival`: which completion of the outside world comes before the
   * first option, if any; `tie`: which of the timers with one deadline fires; `latency`: how long something takes;
   * `fault`: whether a call fails.
   */
  readonly kind: "arrival" | "tie" | "ready" | "latency" | "fault";
  /** The subject of the choice: the default option, or the actor that is delayed or fails. */
  readonly at: Actor;
  /** The alternatives; the first is the default. Valid only during the call. */
  readonly options: readonly Actor[];
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
    choose: ({ options }) => (schedule[next++] ?? 0) % options.length,
  };
}
