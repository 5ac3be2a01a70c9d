import type { Check } from "../testing.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The value of an option that is a number.
 *
 * @throws {UsageError} If `text` is none.
 */
export function numberOf(command: string, option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isNaN(number)) return number;
  throw new UsageError(`Cannot ${command}: --${option} is no number: "${text}"`, `--${option} 100`);
}

/** The values of `--check`. */
export function checksOf(names: readonly string[] | undefined): readonly Check[] | "all" | undefined {
  return names?.includes("all") === true ? "all" : (names as readonly Check[] | undefined);
}

/** Whether `error` says that the value of an option is wrong. */
export function isValueError(error: unknown): error is Error {
  return error instanceof RangeError && error.name === "ValueError";
}
