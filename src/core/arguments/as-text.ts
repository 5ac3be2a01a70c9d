import { describe } from "./describe.ts";

/** `String(value)`, also if `value` has no text: an object without a prototype, one whose `toString()` throws, a revoked proxy. */
export function asText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return describe(value);
  }
}
