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
  /** What native code of the task awaits, if the turn is that of such an await. */
  readonly awaited?: object | undefined;
  /** What reports say of its turn, where that is not that the title arrives: `the hosts reach each other again`. */
  readonly says?: string | undefined;
  /** What the actor carries, or waits for, on a simulated network. */
  readonly passage?: Passage | undefined;
}

/** What is under way on one direction of a simulated network, as reports show it. No run depends on it. */
export interface Passage {
  /** The direction itself, which is what arrives. */
  readonly lane: Actor;
  /** The names of the hosts. */
  readonly from: string;
  readonly to: string;
  /** The end that has sent it: `web`, `db:5432 (2)`. */
  readonly sender: string;
  /** `segment 3`, `request to connect`. */
  readonly what: string;
  /** Which of all that was sent on the lane it is, or belongs to, from 0. */
  readonly sending: number;
  readonly bytes: number;
  /** The fault that it meets, as a schedule writes it. */
  readonly fault: string | undefined;
  /** Whether nobody will see it arrive, only when the way is whole again, or later than usual; undefined if it is on its way. */
  readonly state: "lost" | "held up" | "delayed" | undefined;
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
