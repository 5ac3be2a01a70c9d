import { isPrintableError } from "../errors/is-printable-error.ts";
import { asText } from "./as-text.ts";

/**
 * What was thrown, as an error that a report can show: `thrown` itself if it can, otherwise an error that says what was thrown.
 *
 * @param what - How the message begins.
 */
export function printableError(thrown: unknown, what: string = "The body threw"): Error {
  return isPrintableError(thrown) ? thrown : new Error(`${what} ${asText(thrown)}`, { cause: thrown });
}
