import { typeError } from "../errors/type-error.ts";
import { ValueError } from "../errors/value-error.ts";
import { describe } from "./describe.ts";

/**
 * Refuse unknown options, such as a misspelt name.
 *
 * @throws {TypeError} If `options` is not an object.
 * @throws {ValueError} If `options` has a key that is not `known`.
 */
export function requireOptions(what: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw typeError(
      `settings must be an object, got ${describe(options)}`,
      `the options of ${what} are ${list(known)}`,
    );
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    throw new ValueError(`Unknown option of ${what}: ${key}`, `the options are ${list(known)}`);
  }
}

/** `words` as a sentence lists them: `a, b and c`. */
export function list(words: readonly string[], last: string = "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
}
