import { describe } from "../../core/arguments/describe.ts";
import { requireBytes } from "../../net/transports/require-bytes.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import type { ByteBuffer } from "./byte-buffer.ts";

/** The separator in `buffer` that ends first; of two that end at once, the shorter one. @param from - Where to begin to look. */
export function findSeparator(buffer: ByteBuffer, separators: readonly Uint8Array[], from: number): Found | undefined {
  let found: Found | undefined;
  for (const separator of separators) {
    const start = buffer.indexOf(separator, from);
    if (start === -1) continue;
    const end = start + separator.length;
    if (found === undefined || end < found.end) found = { start, end };
  }
  return found;
}

/** Where a separator lies, in bytes. */
interface Found {
  readonly start: number;
  readonly end: number;
}

/**
 * The separators that `readuntil()` was given, the shortest first.
 *
 * @throws {TypeError} If one is not bytes.
 * @throws {ValueError} If one is empty, or there is none.
 */
export function separatorsOf(separator: Uint8Array | readonly Uint8Array[]): readonly Uint8Array[] {
  const separators = Array.isArray(separator) ? (separator as readonly Uint8Array[]) : [separator as Uint8Array];
  for (const each of separators) requireBytes(each, "separator");
  const sorted = separators.toSorted((one, other) => one.length - other.length);
  const [shortest] = sorted;
  if (shortest === undefined) {
    throw new ValueError("Separator should contain at least one element", "pass bytes, or a list of them");
  }
  if (shortest.length === 0) {
    throw new ValueError(
      "Separator should be at least one-byte string",
      `pass at least one byte, got ${describe(shortest)} of length 0`,
    );
  }
  return sorted;
}
