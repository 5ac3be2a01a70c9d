/**
 * Something that may act next, as probes and strategies see it. It is the same object as long as it waits for its turn.
 *
 * A task that awaits several things at once may wait for several turns: then it appears more than once.
 */
export interface Actor {
  readonly kind: ActorKind;
  /** The name in reports; not unique. What names its own place is written `web → db: segment 3`; of all else reports name the task. */
  readonly title: string;
  /** The task that the actor resumes or wakes, if any. For a task: the task itself. */
  readonly task?: Actor | undefined;
}

/**
 * Kinds of actors: a task that goes on, a timer that is due, a callback, a completion that arrives from outside, the
 * clock that moves on; or one alternative of a choice that is not about turns, such as a latency.
 */
export type ActorKind = "task" | "timer" | "callback" | "arrival" | "clock" | "alternative";

/** The clock, as an actor among the completions that may arrive. */
export const clockActor: Actor = { kind: "clock", title: "clock" };

/** The owner of the turn of `actor`: the task that it resumes or wakes, else `actor` itself. */
export function actorOf(actor: Actor): Actor {
  return actor.task ?? actor;
}
