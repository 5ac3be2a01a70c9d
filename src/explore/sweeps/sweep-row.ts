import type { Level } from "../../core/contracts/level.ts";
import type { Failure } from "../checks/failure.ts";
import type { InterventionKind } from "../schedule/interventions.ts";
import type { Schedule } from "../schedule/schedule.ts";

/** One await, or one arrival from the network, and the outcome of each thing that was done there. */
export interface SweepRow {
  /** The wake-up that ends it, as schedules write it: `main.0@3`. */
  readonly at: string;
  /** Empty for what arrives. */
  readonly task: string;
  /** What the task waits for, or what arrives. */
  readonly operation: string;
  /** `file:line` of the wait. */
  readonly place: string | undefined;
  /** By what was done, as schedules write it. */
  readonly outcomes: Readonly<Partial<Record<InterventionKind | SweptFault, SweepOutcome>>>;
}

/** What the network may do, as schedules write it. */
export type SweptFault =
  | "refuse"
  | "timeout"
  | "reset"
  | "loseReply"
  | "slowed"
  | "cut"
  | "lose"
  | "duplicate"
  | "reorder";

/** The outcome of one execution. */
export interface SweepOutcome {
  /**
   * `passed`: the body ended as if nothing had happened; `surfaced`: it ended with the injected error, a cancellation or
   * a timeout; `skipped`: the intervention was not possible.
   */
  readonly kind: "passed" | "surfaced" | "failed" | "inconclusive" | "skipped";
  readonly failure?: Failure | undefined;
  /** The error that surfaced. */
  readonly error?: Error | undefined;
}

/** An execution of a sweep that failed. */
export interface SweepFailure {
  readonly failure: Failure;
  readonly schedule: Schedule;
  /** The number of the execution, from 1. */
  readonly execution: number;
  /** The level of the schedule. Default: `"fifo"`. */
  readonly level?: Level;
}
