import type { Actor } from "./actor.ts";
import type { Resource } from "./resource.ts";

/** Watches a run without taking part in it. Everything that it is told is the same in every run of the same program. */
export interface Probe {
  /** A task was made, in the turn of whatever was told last. */
  created?(task: Actor): void;
  /** Somebody waits for a turn, a timer for its time, a completion to arrive. A task does so once per wake-up. */
  scheduled?(actor: Actor): void;
  /** One of those is about to run. @param time - Loop time in seconds. */
  turn?(actor: Actor, time: number): void;
  /** The virtual clock moved to `time`, in seconds. */
  advanced?(time: number): void;
  /** `task` has taken `resource`. */
  acquired?(resource: Resource, task: Actor): void;
  /** `resource` was given back. */
  released?(resource: Resource): void;
  /** The body has ended: what is still told belongs to the cleaning up. */
  ended?(): void;
}
