import { describe } from "../../core/arguments/describe.ts";
import { requireWholeNumber } from "../../core/arguments/require-number.ts";
import { typeError } from "../../core/errors/type-error.ts";
import { ValueError } from "../../core/errors/value-error.ts";

/**
 * A setting of a strategy that is a whole number.
 *
 * @throws {TypeError} If `settings` is not an object, as in `pct(3)`.
 * @throws {ValueError} If the setting is not a whole number or is less than `least`, or if there is an unknown one.
 */
export function wholeNumber<K extends string>(
  strategy: string,
  settings: { readonly [key in K]?: number | undefined },
  name: K,
  least: number,
  otherwise: number,
): number {
  if (typeof settings !== "object" || settings === null) {
    throw typeError(
      `${strategy}() needs an object, got ${describe(settings)}`,
      `write ${strategy}({ ${name}: ${otherwise} })`,
    );
  }
  const unknown = Object.keys(settings).find((key) => key !== name);
  const what = `${strategy}()`;
  if (unknown !== undefined) {
    throw new ValueError(`Unknown option of ${what}: ${unknown}`, `write ${strategy}({ ${name}: ${otherwise} })`);
  }
  const { [name]: value = otherwise } = settings;
  requireWholeNumber(name, value, least, `${otherwise}`);
  return value;
}
