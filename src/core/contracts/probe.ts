import type { Choice } from "./strategy.ts";
import type { Task } from "../task.ts";

/** Watches a run without taking part in it. Everything that it is told is the same in every run of the same program. */
export interface Probe {
  /** A task was made, in the turn of whatever was told last. */
  created?(task: Task<unknown>): void;
  /** An entry joined the ready queue, the timers, or what is expected from outside. A task does so once per wake-up. */
  scheduled?(entry: Choice): void;
  /** One entry of the ready queue is about to run. @param time - Loop time in seconds. */
  turn?(entry: Choice, time: number): void;
  /** The virtual clock moved to `time`, in seconds. */
  advanced?(time: number): void;
  /** The body has ended: what is still told belongs to the cleaning up. */
  ended?(): void;
}
