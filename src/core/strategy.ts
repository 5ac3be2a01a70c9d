/** One alternative of a choice point. */
export interface Choice {
  /** Stable across runs: the creating task and its counter, for instance `main.0.2`. */
  readonly key: string;
}

/** One moment at which more than one thing may happen next. */
export interface ChoicePoint {
  readonly kind: "arrival" | "tie" | "ready" | "latency" | "fault";
  /** The number of the choice within its run. */
  readonly at: number;
  /** The alternatives; the first is the default. */
  readonly options: readonly Choice[];
}

/** Decides what happens next. One instance serves one execution, so it may keep state. */
export interface Strategy {
  /** @returns an index in `[0, point.options.length)`; called only when there is a real choice */
  choose(point: ChoicePoint): number;
}

/** The default order everywhere, as a real loop with equal step costs has it. */
export const fifo: Strategy = { choose: () => 0 };

/**
 * Take the choices from a list, one number each, reduced to the alternatives there are; the default order after its end.
 *
 * Every list of naturals is a valid schedule, and the empty one is FIFO: that is what makes it shrink.
 */
export function follow(schedule: readonly number[]): Strategy {
  let next = 0;
  return {
    choose: ({ options }) => (schedule[next++] ?? 0) % options.length,
  };
}
