import { ValueError } from "../../core/errors/value-error.ts";
import type { Spawnable } from "../../core/spawnable.ts";
import type { CheckedSettings } from "../explore-settings.ts";
import { HostTurns } from "./host-turns.ts";
import { runSlice } from "./run-slice.ts";
import type { SliceRunner } from "./slice.ts";

/**
 * Who runs the slices of a search: whom the caller wants, or this thread for a shard; undefined if it is not divided, as the default order
 * alone.
 *
 * @throws {ValueError} If the strategy is an object, which slices cannot name.
 */
export function runnerOf(
  body: Spawnable<unknown>,
  settings: CheckedSettings,
  runner: SliceRunner | undefined,
): SliceRunner | undefined {
  const { level, named, shard } = settings;
  if (level === "fifo" || named === "fifo" || (runner ?? shard) === undefined) return undefined;
  if (named === undefined) {
    throw new ValueError("Cannot divide the search of a strategy that is an object", 'name it: strategy: "pct:3"');
  }
  if (runner !== undefined) return runner;
  const pace = new HostTurns();
  return { room: 1, who: "1 worker", run: (slice) => runSlice(body, { ...settings, pace }, slice) };
}
