import { requireOptions } from "../../core/arguments/require-options.ts";
import { anything } from "../../core/arguments/kind.ts";
import { requireWholeNumber } from "../../core/arguments/require-number.ts";

/**
 * A setting of a strategy that is a whole number.
 *
 * @throws {TypeError} If `settings` is not an object, as in `pct(3)`.
 * @throws {ValueError} If the setting is not a whole number is less than `least` or more than `most`, or if there is an unknown
 *   one.
 */
export function wholeNumber<K extends string>(
  strategy: string,
  settings: { readonly [key in K]?: number | undefined },
  name: K,
  least: number,
  otherwise: number,
  most: number = Infinity,
): number {
  requireOptions(`${strategy}()`, settings, { [name]: anything });
  const { [name]: value = otherwise } = settings;
  requireWholeNumber(name, value, least, `${otherwise}`, most);
  return value;
}
