/**
 * Whoever may act next, as probes and strategies see it. As long as it waits for its turn it is the same object.
 *
 * A task that awaits several things at once may wait for several turns: then it is there more than once.
 */
export interface Actor {
  readonly kind: ActorKind;
  /** What reports call it; not unique. */
  readonly title: string;
  /** The task that it resumes or wakes, if it does. Of a task that is the task itself. */
  readonly task?: Actor | undefined;
}

/**
 * What may have a turn: a task that goes on, a timer that is due, a callback, a completion that arrives from outside, the
 * clock that moves on; or one alternative of a choice that is nobody's turn, such as a latency.
 */
export type ActorKind = "task" | "timer" | "callback" | "arrival" | "clock" | "alternative";

/** The clock, as an actor among completions that are expected. */
export const clockActor: Actor = { kind: "clock", title: "clock" };

/** Whose turn `actor` is: the task's that it resumes or wakes, or its own. */
export function actorOf(actor: Actor): Actor {
  return actor.task ?? actor;
}
