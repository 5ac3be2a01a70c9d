import { anything } from "../../core/arguments/kind.ts";
import { requireOptions } from "../../core/arguments/require-options.ts";
import type { Clock } from "../../core/contracts/clock.ts";
import { requireNumber } from "../../core/arguments/require-number.ts";
import { describe } from "../../core/arguments/describe.ts";
import { typeError } from "../../core/errors/type-error.ts";
import type { Hold } from "./hold.ts";
import { JumpingClock } from "./jumping-clock.ts";

/**
 * A clock for `virtualLoop({ clock })`.
 *
 * @param settings - `start`: the first loop time, in seconds. Default: 0.
 * @throws {ValueError} If `start` is not a finite number.
 */
export function virtualClock(settings: { readonly start?: number } = {}): VirtualClock {
  requireOptions("virtualClock()", settings, { start: anything });
  const { start = 0 } = settings;
  requireNumber("start", start, Number.isFinite, "pass a finite number of seconds");
  return new JumpingClock(start);
}

/**
 * A clock that jumps: when every task waits and nothing outside is outstanding, it moves at once to the next deadline.
 *
 * Made by `virtualClock()`; pass it to `virtualLoop({ clock })` to hold time from a test.
 */
export interface VirtualClock {
  /** Seconds of loop time. */
  time(): number;
  /**
   * Stop time until the hold is released: tasks run on, timers wait.
   *
   * @example
   * ```ts
   * const clock = virtualClock();
   * await run(async () => {
   *   const hold = clock.hold();
   *   setTimeout(() => hold.release(), 5); // whatever the test waits for
   *   await sleep(1); // passes only once the hold is released
   *   assert.equal(clock.time(), 1);
   * }, { loopFactory: virtualLoop({ clock }) });
   * ```
   */
  hold(): Hold;
}

/**
 * The clock of a loop behind a `VirtualClock`.
 *
 * @throws {TypeError} If `clock` was not made by `virtualClock()`.
 */
export function clockOf(clock: VirtualClock): Clock {
  if (clock instanceof JumpingClock) return clock;
  throw typeError(
    `clock must be one of virtualClock(), got ${describe(clock)}`,
    "virtualLoop({ clock: virtualClock() })",
  );
}
