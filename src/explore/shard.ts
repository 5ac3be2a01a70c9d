import { anObject, anything, requireKind } from "../core/arguments/kind.ts";
import { requireWholeNumber } from "../core/arguments/require-number.ts";
import { requireOptions } from "../core/arguments/require-options.ts";

/** One of several parts of a search that run on machines that know nothing of each other. */
export interface Shard {
  /** Which part, from 1 to `count`. */
  readonly index: number;
  /** How many parts there are. */
  readonly count: number;
}

/**
 * Refuse what is no shard.
 *
 * @throws {TypeError} If it is no object.
 * @throws {ValueError} If the index is not a whole number from 1 to the count, or there is another property.
 */
export function requireShard(shard: Shard): void {
  requireKind("shard", shard, { ...anObject, hint: "shard: { index: 1, count: 4 }" });
  requireOptions("shard", shard, { index: anything, count: anything });
  requireWholeNumber("shard.count", shard.count, 1, "4");
  requireWholeNumber("shard.index", shard.index, 1, "1", shard.count);
}
