import type { Choice } from "./strategy.ts";

/** Watches a run without taking part in it. Everything that it is told is the same in every run of the same program. */
export interface Probe {
  /** One entry of the ready queue is about to run. @param time - Loop time in seconds. */
  turn?(entry: Choice, time: number): void;
  /** The virtual clock moved to `time`, in seconds. */
  advanced?(time: number): void;
}
