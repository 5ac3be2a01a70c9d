import { textOf } from "../text-of.ts";
import { describe } from "./describe.ts";

/** `String(value)`, also if `value` has no text: an object without a prototype, one whose `toString()` throws, a revoked proxy. */
export function asText(value: unknown): string {
  return textOf(value, describe);
}
