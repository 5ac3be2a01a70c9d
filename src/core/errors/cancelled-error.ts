import type { ErrorSettings } from "./with-hint.ts";
import { textOf } from "../text-of.ts";

/**
 * A task or future was cancelled. Rethrow it after cleaning up: swallowing it hides the cancellation.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.CancelledError | asyncio.CancelledError}
 */
export class CancelledError extends Error {
  override readonly name: string = "CancelledError";

  constructor(text: string = "", settings?: ErrorSettings) {
    super(textOf(text), settings);
  }
}

/** Whether `thrown` is a CancelledError; other code may throw anything, also what cannot be asked for its class. */
export function isCancellation(thrown: unknown): thrown is CancelledError {
  try {
    return thrown instanceof CancelledError;
  } catch {
    return false; // a revoked proxy
  }
}
