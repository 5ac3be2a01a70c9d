import { requireBytes } from "./require-bytes.ts";

/** The bytes of `chunks`, one behind the other. @throws {TypeError} If one is not bytes. */
export function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  chunks.forEach((chunk) => requireBytes(chunk));
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return first;
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
