import { typeError } from "../errors/type-error.ts";
import { ValueError } from "../errors/value-error.ts";
import { describe } from "./describe.ts";
import { type Kind, requireKind } from "./kind.ts";
import { list } from "./list.ts";
import { nearest } from "./nearest.ts";

/**
 * Refuse settings that are none, unknown options, such as a misspelt name, and values of the wrong type.
 *
 * @param what - Who takes the options: `run()`.
 * @throws {TypeError} If `options` is not an object, or an option has the wrong type.
 * @throws {ValueError} If `options` has a key that is not `known`.
 */
export function requireOptions(what: string, options: unknown, known: Readonly<Record<string, Kind>>): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw typeError(
      `settings must be an object, got ${describe(options)}`,
      `the options of ${what} are ${list(Object.keys(known))}`,
    );
  }
  for (const [key, value] of Object.entries(options)) {
    if (!Object.hasOwn(known, key)) throw unknownOption(what, key, Object.keys(known));
    if (value !== undefined) requireKind(key, value, known[key] as Kind);
  }
}

/** What each option of `Settings` may be. */
export type Options<Settings> = { readonly [Name in keyof Settings]-?: Kind };

function unknownOption(what: string, key: string, known: readonly string[]): ValueError {
  const meant = nearest(key, known);
  const all = `the options are ${list(known)}`;
  return new ValueError(
    `Unknown option of ${what}: ${key}`,
    meant === undefined ? all : `did you mean ${meant}? ${all}`,
  );
}
