import { ValueError } from "../../core/errors/value-error.ts";
import type { Spawnable } from "../../core/spawnable.ts";
import type { CheckedSettings } from "../explore-settings.ts";
import { HostTurns } from "./host-turns.ts";
import { runSlice } from "./run-slice.ts";
import type { SliceTally } from "./run-slices.ts";
import type { SliceRunner } from "./slice.ts";

/** Who runs the slices of a search. */
export interface Division {
  readonly runner: SliceRunner;
  /** How many slices of each kind an earlier search has run, with which this one goes on. */
  readonly resumed?: number | undefined;
  /** Called whenever the results of a slice were counted. */
  readonly committed?: ((tally: SliceTally) => void) | undefined;
}

/**
 * The division of a search: what the caller wants, or this thread for a shard, or none. The default order alone is not divided.
 *
 * @throws {ValueError} If the strategy is an object, which slices cannot name.
 */
export function divisionOf(
  body: Spawnable<unknown>,
  settings: CheckedSettings,
  division: Division | undefined,
): Division | undefined {
  const { level, named, shard } = settings;
  if (level === "fifo" || named === "fifo" || (division ?? shard) === undefined) return undefined;
  if (named === undefined) {
    throw new ValueError("Cannot divide the search of a strategy that is an object", 'name it: strategy: "pct:3"');
  }
  if (division !== undefined) return division;
  const pace = new HostTurns();
  return { runner: { room: 1, who: "1 worker", run: (slice) => runSlice(body, { ...settings, pace }, slice) } };
}
