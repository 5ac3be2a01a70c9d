import type { Step } from "./sequence.ts";
import type { Deferred, WakeupTree } from "./wakeup-tree.ts";

/** The place before a step of an execution. */
export interface Place {
  /** Who could have taken the step, if there was a choice. */
  readonly options: readonly number[] | undefined;
  /** Whose turns need not be tried here: an execution that has them here would be equivalent to an earlier one. */
  readonly asleep: Sleeper[];
  /** What must be tried here. */
  readonly tree: WakeupTree;
  /** What must be tried here, too, unless the step that is taken now covers it. */
  deferred: readonly Deferred[] | undefined;
  /** How many objects that no step has made were met before. */
  readonly met: number;
}

/** An actor that sleeps, with the step that it would take. */
export interface Sleeper extends Step {
  /** How many objects were met before the place at which it took the step. */
  readonly met: number;
}
