import { isGenerator } from "../../core/driving/step-generator.ts";
import type { Footprint } from "./footprint.ts";
import { kindOf } from "./function-kind.ts";

/** Notes what JavaScript calls by itself: `source` is about to be iterated, or `value` to become a primitive. */
export const noteImplicit: { readonly iteration: typeof iteration; readonly conversion: typeof conversion } = {
  iteration,
  conversion,
};

/** @returns what is known of the code that iterates; undefined if `source` cannot be iterated */
function iteration(footprint: Footprint, source: object): ReturnType<typeof kindOf> | undefined {
  const iterate: unknown = Reflect.get(source, Symbol.iterator);
  if (typeof iterate !== "function") return undefined;
  const kind = isUnseenGenerator(source) ? "unknown" : kindOf(iterate);
  if (kind === "unknown") footprint.hide();
  return kind;
}

/** As `${value}`, an operator, or a key does. */
function conversion(footprint: Footprint, value: unknown, site: string, seen: ReadonlySet<unknown> = new Set()): void {
  if (!isObject(value) || seen.has(value)) return;
  for (const name of [Symbol.toPrimitive, "toString", "valueOf"]) {
    const convert: unknown = Reflect.get(value, name);
    if (typeof convert === "function" && kindOf(convert) === "unknown") footprint.hide();
  }
  if (Array.isArray(value)) {
    footprint.note(value, undefined, "read", site);
    for (const item of value) conversion(footprint, item, site, new Set([...seen, value]));
    // oxlint-disable-next-line no-restricted-globals -- the class itself, no time is read
  } else if (value instanceof Date) footprint.note(value, undefined, "read", site);
}

/** Whether `value` is a generator of a function that tells nothing. */
export function isUnseenGenerator(value: unknown): boolean {
  return isGenerator(value) && kindOf(value) === "unknown";
}

export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
