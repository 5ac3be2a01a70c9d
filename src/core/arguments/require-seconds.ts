import { describe } from "./describe.ts";
import { ValueError } from "../errors/value-error.ts";

/**
 * Refuse a value that is not a time.
 *
 * @throws {ValueError} If `seconds` is NaN, or not a number.
 */
export function requireSeconds(name: string, seconds: number): void {
  if (typeof seconds === "number" && !Number.isNaN(seconds)) return;
  const shown = Number.isNaN(seconds) ? "NaN (not a number)" : describe(seconds);
  throw new ValueError(`Invalid ${name}: ${shown}`, "pass a number of seconds");
}
