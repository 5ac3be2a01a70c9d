import { anything } from "../../../core/arguments/kind.ts";
import { describe } from "../../../core/arguments/describe.ts";
import { requireOptions } from "../../../core/arguments/require-options.ts";
import { requireWholeNumber } from "../../../core/arguments/require-number.ts";
import { ValueError } from "../../../core/errors/value-error.ts";

/** Options of the workers of a simulated world. */
export interface WorkerSettings {
  /**
   * Seconds that a call takes: the first of a list by default, any of them where the level lets latencies vary. A function says it of
   * each call. Without it a call ends at any time, in any order with other calls and with the clock.
   */
  readonly duration?: Duration | ((call: { readonly name: string; readonly args: readonly unknown[] }) => Duration);
  /** How many workers an executor has that was given no `maxWorkers`. Default: 8. */
  readonly size?: number;
}

/** Seconds, or a list of them. */
export type Duration = number | readonly number[];

/** @throws {TypeError} If the settings are no object. @throws {ValueError} If one is unknown or has a wrong value. */
export function requireWorkerSettings(settings: WorkerSettings): void {
  requireOptions("the workers of simulatedWorld()", settings, { duration: anything, size: anything });
  const { duration, size } = settings;
  if (size !== undefined) requireWholeNumber("size", size, 1, "4");
  if (duration !== undefined && typeof duration !== "function") secondsOf(duration);
}

/** @throws {ValueError} If `duration` is neither a number of seconds nor a list of them. */
export function secondsOf(duration: Duration): readonly number[] {
  const list: readonly unknown[] = Array.isArray(duration) ? duration : [duration];
  if (list.length === 0) throw new ValueError("Invalid duration: an empty list", "list at least one number of seconds");
  for (const seconds of list) {
    if (typeof seconds === "number" && seconds >= 0 && seconds < Infinity) continue;
    throw new ValueError(`Invalid duration: ${describe(seconds)}`, "pass finite numbers of seconds");
  }
  return list as readonly number[];
}
