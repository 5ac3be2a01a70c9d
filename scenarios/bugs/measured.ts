import type { Bug } from "./bug.ts";
import type { Shrunk, Survived } from "./hunt.ts";

/** Executions until a bug was found, over all seeds; infinite where it was not. */
export interface Searched {
  readonly strategy: string;
  /** Executions of one search at most. */
  readonly max: number;
  /** One number per seed. */
  readonly found: readonly number[];
}

/** What was measured of one bug. */
export interface Measured {
  readonly bug: Bug;
  readonly searched: readonly Searched[];
  /** What the first strategy found, shrunk: one per seed. */
  readonly shrunk: readonly Shrunk[];
  readonly twin: Survived | undefined;
}

/** The smallest of `values` that is no less than a share of them; infinite without any. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Infinity;
}
