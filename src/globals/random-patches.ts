import nodeCrypto from "node:crypto";
import { virtualLoopHere } from "./milliseconds-of.ts";
import type { Patch } from "./patch.ts";

/** `Math.random()`, `crypto.randomUUID()` and `crypto.getRandomValues()`, drawn from the loop's seed. */
export const randomPatches: readonly Patch[] = [
  {
    on: Math,
    property: "random",
    replace: (host: () => number) => () => virtualLoopHere()?.random() ?? host(),
  },
  ...[globalThis.crypto, nodeCrypto].map((on) => ({
    on,
    property: "randomUUID",
    replace:
      (host: Host) =>
      (...args: unknown[]) =>
        uuid() ?? Reflect.apply(host, on, args),
  })),
  {
    on: globalThis.crypto, // node:crypto exports the same object
    property: "getRandomValues",
    replace: (host: Host) => (values: unknown) => filled(values) ?? Reflect.apply(host, globalThis.crypto, [values]),
  },
];

type Host = (...args: unknown[]) => unknown;
type Bytes =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigUint64Array
  | BigInt64Array;

/** A random UUID of version 4, inside a virtual loop. */
function uuid(): string | undefined {
  const bytes = filled(new Uint8Array(16));
  if (bytes === undefined) return undefined;
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** `values` with random bytes, inside a virtual loop; the host refuses anything but an integer array. */
function filled<T>(values: T): T | undefined {
  const loop = virtualLoopHere();
  if (loop === undefined || !isIntegers(values)) return undefined;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(loop.random() * 256);
  return values;
}

function isIntegers(values: unknown): values is Bytes {
  return ArrayBuffer.isView(values) && /^(?:Big)?(?:Ui|I)nt\d+Array$/.test(values.constructor.name);
}
