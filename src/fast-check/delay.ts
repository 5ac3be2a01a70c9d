import * as fc from "fast-check";
import { anything } from "../core/arguments/kind.ts";
import { requireNumber } from "../core/arguments/require-number.ts";
import { requireOptions } from "../core/arguments/require-options.ts";

/**
 * A few whole seconds, so that delays collide. Shrinks towards 0.
 *
 * @param settings - `max`: the most seconds. Default: 3.
 * @throws {ValueError} If `max` is not a whole number.
 */
export function delay(settings: { readonly max?: number } = {}): fc.Arbitrary<number> {
  requireOptions("delay()", settings, { max: anything });
  const { max = 3 } = settings;
  requireNumber(
    "max",
    max,
    (value) => Number.isInteger(value) && value >= 0 && value <= 0x7fffffff,
    "pass a whole number of seconds",
  );
  return fc.nat(max);
}
