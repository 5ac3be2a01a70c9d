import * as fc from "fast-check";
import { ValueError } from "../core/errors/value-error.ts";

/**
 * Whole seconds, few of them, so that what is delayed collides; shrinks towards 0.
 *
 * @param settings - `max`: seconds at most. Default: 3.
 * @throws {ValueError} If `max` is no whole number.
 */
export function delay({ max = 3 }: { readonly max?: number } = {}): fc.Arbitrary<number> {
  if (!Number.isInteger(max) || max < 0) throw new ValueError(`Invalid max: ${max}`, "pass a whole number of seconds");
  return fc.nat(max);
}
