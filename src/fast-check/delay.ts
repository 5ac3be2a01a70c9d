import * as fc from "fast-check";
import { ValueError } from "../core/errors/value-error.ts";

/**
 * A few whole seconds, so that delays collide. Shrinks towards 0.
 *
 * @param settings - `max`: the most seconds. Default: 3.
 * @throws {ValueError} If `max` is not a whole number.
 */
export function delay({ max = 3 }: { readonly max?: number } = {}): fc.Arbitrary<number> {
  if (!Number.isInteger(max) || max < 0) throw new ValueError(`Invalid max: ${max}`, "pass a whole number of seconds");
  return fc.nat(max);
}
