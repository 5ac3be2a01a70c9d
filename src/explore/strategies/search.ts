import type { Probe } from "../../core/contracts/probe.ts";
import type { Level } from "../../core/contracts/level.ts";
import type { Strategy } from "../../core/contracts/strategy.ts";

/** One way to go through the orders of a program, execution by execution. */
export interface Search {
  /** The name in certificates and progress: `pct(3)`. */
  readonly name: string;
  /** The strongest claim that the search can make. Default: a proof. */
  readonly strongest?: Claim["kind"];
  /** The strategy of the next execution, which it may watch as well, or undefined if no order is left. */
  next(): (Strategy & Probe) | undefined;
  /** The execution is over. */
  ended(executed: Executed): void;
  claim(): Claim;
}

/** What a search may know about an execution that it began. */
export interface Executed {
  readonly kind: "passed" | "failed" | "inconclusive";
  /** The alternative taken at each choice point. */
  readonly taken: readonly number[];
}

/** What a search may claim about the executions so far, if none failed. */
export type Claim =
  /** Every order was run, or one of each class of equivalent orders: `classes` says how many classes there are. */
  | { readonly kind: "proof"; readonly classes?: number }
  /** Every order within a bound was run; `bound` says which: "at most 2 delays". */
  | { readonly kind: "bounded-proof"; readonly bound: string }
  /** A bug of this depth would have been missed with this probability. */
  | { readonly kind: "pct"; readonly depth: number; readonly missProbability: number }
  /** With 95 % confidence a random order fails with a lower probability: 3/N over the independent runs. */
  | { readonly kind: "sample"; readonly failureProbability: number }
  | { readonly kind: "none" };

/** What a search is made with. */
export interface SearchSettings {
  readonly seed: number;
  readonly level: Level;
}

/** Makes the search of one exploration. */
export type SearchStrategy = (settings: SearchSettings) => Search;
