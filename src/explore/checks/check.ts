import type { TaskCore } from "../../core/contracts/loop-core.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { BlockedTask } from "../../core/errors/blocked-task.ts";
import type { ExceptionContext } from "../../core/event-loop.ts";
import type { Engine } from "../../loop/engine.ts";
import type { Failure } from "./failure.ts";

/** One thing that can be wrong with an execution. */
export interface Check<Name extends string = string> {
  readonly name: Name;
  /** When it is looked at: always, when a sweep does something to a task, or only if somebody asks. */
  readonly when: "always" | "in sweeps" | "asked";
  /** What is wrong with how an execution has ended, if anything. */
  readonly atEnd?: (ending: Ending) => Failure | undefined;
  /** Watch an execution from its beginning. */
  readonly watch?: () => CheckWatch;
}

/** Watches one execution for a check. */
export interface CheckWatch extends Probe {
  /** What the body of `engine` has left behind, before it is cleaned up. */
  leftovers(engine: Engine): readonly Leftover[];
}

/** Something that the body left behind. */
export interface Leftover {
  readonly failure: Failure;
  /** The task that is left behind, if it is one. */
  readonly task?: TaskCore;
}

/** What is left when the body of an execution has ended. */
export interface Ending {
  readonly engine: Engine;
  /** The error that the body or the loop ended with. */
  readonly error: Error | undefined;
  /** Tasks that were still pending. */
  readonly pending: readonly BlockedTask[];
  /** What the loop's exception handler was told. */
  readonly reports: readonly ExceptionContext[];
  /** What `eventually()` was told and has not come true. */
  readonly unmet: readonly string[];
  /** What the checks that watched have found, in their order. */
  readonly leftovers: readonly Leftover[];
  /** Why the tasks that were still pending did not end when they were cancelled. */
  readonly stuck: Error | undefined;
}

/** A place that is known, in brackets. */
export function placed(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}
