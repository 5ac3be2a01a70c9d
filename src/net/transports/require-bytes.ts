import { describe } from "../../core/arguments/describe.ts";
import { typeError } from "../../core/errors/type-error.ts";

/** @throws {TypeError} If `data` is not bytes. */
export function requireBytes(data: unknown): void {
  if (data instanceof Uint8Array) return;
  throw typeError(
    `data argument must be a bytes-like object, not ${describe(data)}`,
    "pass a Uint8Array or a Buffer: new TextEncoder().encode(text), Buffer.from(text)",
  );
}
