import { ValueError } from "../errors/value-error.ts";
import { describe } from "./describe.ts";

/** @throws {ValueError} If `value` is not a number, or does not fit. */
export function requireNumber(name: string, value: unknown, fits: (value: number) => boolean, hint: string): void {
  if (typeof value === "number" && fits(value)) return;
  throw new ValueError(`Invalid ${name}: ${describe(value)}`, hint);
}

/** @throws {ValueError} If `value` is not a number above 0. */
export function requireAbove0(name: string, value: unknown): void {
  requireNumber(name, value, (number) => number > 0, "pass a number above 0");
}

/** @throws {ValueError} If `seed` is not a whole number. */
export function requireSeed(seed: unknown): void {
  requireNumber("seed", seed, Number.isSafeInteger, "pass a whole number, such as 0");
}

/** @throws {ValueError} If `value` is not a whole number, is below `least`, or is above `most`. */
export function requireWholeNumber(
  name: string,
  value: unknown,
  least: number,
  example: string,
  most: number = Infinity,
): void {
  const fits = (number: number): boolean => Number.isSafeInteger(number) && number >= least && number <= most;
  const range = most === Infinity ? `${least} on` : `${least} to ${most.toLocaleString("en-US")}`;
  requireNumber(name, value, fits, `pass a whole number from ${range}, such as ${example}`);
}

/** @throws {ValueError} If `value` does not count anything: it is neither a whole number nor infinite. */
export function requireCount(name: string, value: unknown): void {
  const counts = (number: number): boolean => Number.isInteger(number) || Math.abs(number) === Infinity;
  requireNumber(name, value, counts, "pass a whole number, such as 1");
}
