import type { TaskCore } from "../../core/contracts/loop-core.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { BlockedTask } from "../../core/errors/blocked-task.ts";
import type { ExceptionContext } from "../../core/event-loop.ts";
import type { Engine } from "../../loop/engine.ts";
import type { Failure } from "./failure.ts";

/** One thing that can be wrong with an execution. */
export type Check<Name extends string = string> = ConstantCheck<Name> | RequestedCheck<Name>;

/** A check of every execution. */
interface ConstantCheck<Name extends string> {
  readonly name: Name;
  readonly when: "always";
  /** The failure of an execution that has ended, if there is one. */
  readonly atEnd?: (ending: Ending) => Failure | undefined;
}

/** A check that costs something, or that some users do not want. */
interface RequestedCheck<Name extends string> {
  readonly name: Name;
  /** When the check is made: when a sweep does something to a task, or only on request. */
  readonly when: "in sweeps" | "asked";
  /** Watch an execution from its beginning. */
  readonly watch: () => CheckWatch;
}

/** Watches one execution for a check. */
export interface CheckWatch extends Probe {
  /** What the body of `engine` has left behind, before it is cleaned up. */
  leftovers(engine: Engine): readonly Leftover[];
}

/** Something that the body left behind. */
export interface Leftover {
  readonly failure: Failure;
  /** The task, if the leftover is one. */
  readonly task?: TaskCore;
}

/** How the body of an execution has ended. */
export interface Ending {
  readonly engine: Engine;
  /** The error that the body or the loop ended with. */
  readonly error: Error | undefined;
  /** Tasks that were still pending. */
  readonly pending: readonly BlockedTask[];
  /** What the loop's exception handler received. */
  readonly reports: readonly ExceptionContext[];
  /** Conditions of `eventually()` that have not come true. */
  readonly unmet: readonly string[];
  /** What the watching checks have found, in the order of the checks. */
  readonly leftovers: readonly Leftover[];
  /** Why the tasks that were still pending did not end when they were cancelled. */
  readonly stuck: Error | undefined;
}

/** The place in brackets, if it is known. */
export function placed(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}
