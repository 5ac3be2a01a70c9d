import { requireBytes } from "../../net/transports/require-bytes.ts";
import { asText } from "../../core/arguments/as-text.ts";

/**
 * The stream ended before all bytes that were asked for had come.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.IncompleteReadError | asyncio.IncompleteReadError}
 */
export class IncompleteReadError extends Error {
  override readonly name: string = "IncompleteReadError";
  /** What came before the end. It is no longer in the stream. */
  readonly partial: Uint8Array;
  /** How many bytes were asked for; null if that is unknown. */
  readonly expected: number | null;

  constructor(partial: Uint8Array, expected: number | null) {
    requireBytes(partial, "partial");
    super(`${partial.length} bytes read on a total of ${asText(expected ?? "undefined")} expected bytes`);
    this.partial = partial;
    this.expected = expected;
  }
}
