import type { Shard } from "../shard.ts";
import type { Search } from "../strategies/search.ts";
import type { Slice, SliceResult } from "./slice.ts";

/**
 * Divides a search into slices. Which slices there are depends on the strategy, the seed and the results of the slices before, but not on
 * who runs them or how fast: so every number of workers finds the same.
 */
export interface Plan extends Pick<Search, "name" | "claim"> {
  /** The next slice that can begin now; undefined if there is none, or none before more results are there. */
  next(): Slice | undefined;
  /** The results of a slice, in the order of the positions. @param executions - How many of its executions count */
  committed(slice: Slice, result: SliceResult, executions: number): void;
  /** The most executions of this shard. */
  readonly most: number;
  /** Whether nothing is left to run. */
  readonly exhausted: boolean;
}

/** What a plan is made for. */
export interface PlanSettings {
  readonly seed: number;
  /** The most executions of this shard. */
  readonly executions: number;
  readonly shard: Shard | undefined;
}
