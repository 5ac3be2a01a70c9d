import { ValueError } from "../errors/value-error.ts";

/**
 * Refuse what is no time.
 *
 * @throws {ValueError} If `seconds` is NaN or no number.
 */
export function requireSeconds(name: string, seconds: number): void {
  if (typeof seconds === "number" && !Number.isNaN(seconds)) return;
  const shown = Number.isNaN(seconds) ? "NaN (not a number)" : String(seconds);
  throw new ValueError(`Invalid ${name}: ${shown}`, "pass a number of seconds");
}
