import { describe } from "../../core/arguments/describe.ts";
import { typeError } from "../../core/errors/type-error.ts";

/** @param name - What `data` is, for the message. @throws {TypeError} If `data` is not bytes. */
export function requireBytes(data: unknown, name: string = "data argument"): asserts data is Uint8Array {
  if (data instanceof Uint8Array) return;
  throw typeError(
    `${name} must be a bytes-like object, not ${typeof data === "string" ? "a string" : describe(data)}`,
    "pass a Uint8Array or a Buffer: new TextEncoder().encode(text), Buffer.from(text)",
  );
}
