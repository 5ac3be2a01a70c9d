import { typeError } from "../errors/type-error.ts";
import { describe } from "./describe.ts";

/** @throws {TypeError} If `value` is not bytes: text has to be encoded first. */
export function requireBytes(name: string, value: unknown): asserts value is Uint8Array {
  if (value instanceof Uint8Array) return;
  const got = typeof value === "string" ? "a string" : describe(value);
  throw typeError(
    `${name} must be bytes, got ${got}`,
    "pass a Uint8Array: new TextEncoder().encode(text), or Buffer.from(text)",
  );
}
