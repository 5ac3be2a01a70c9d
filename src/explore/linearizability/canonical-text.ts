import { nameOf } from "../../core/arguments/describe.ts";

/**
 * `value` as a text that is the same for equal contents: fields of objects in one order, cycles by number.
 *
 * @param keepsOrder - Whether maps and sets differ whose entries came in another order, as in a cache that drops the oldest.
 */
export function canonicalText(value: unknown, keepsOrder: boolean): string {
  return textOf(value, keepsOrder, []);
}

function textOf(value: unknown, keepsOrder: boolean, outer: readonly object[]): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "function") return `function ${nameOf(value) ?? ""}`;
  if (typeof value !== "object" || value === null) return String(value);
  const depth = outer.indexOf(value);
  return depth === -1 ? contents(value, keepsOrder, [...outer, value]) : `<circle ${depth}>`;
}

function contents(value: object, keepsOrder: boolean, outer: readonly object[]): string {
  const inner = (item: unknown): string => textOf(item, keepsOrder, outer);
  const list = (texts: string[]): string => (keepsOrder ? texts : sorted(texts)).join(", ");
  if (Array.isArray(value)) return `[${value.map(inner).join(", ")}]`;
  const entryText = ([key, item]: readonly [unknown, unknown]): string => `${inner(key)} => ${inner(item)}`;
  if (value instanceof Map) return `Map {${list(Array.from(value, entryText))}}`;
  if (value instanceof Set) return `Set {${list(Array.from(value, inner))}}`;
  if (Object.prototype.toString.call(value) === "[object Date]") return `Date ${Number(value)}`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (ArrayBuffer.isView(value)) return `${className(value)}[${bytesOf(value).join(", ")}]`;
  const fields = Object.entries(value).map(([key, item]) => `${key}: ${inner(item)}`);
  return `${className(value)}{${sorted(fields).join(", ")}}`;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return "";
  return `${nameOf(value.constructor) ?? "Object"} `;
}

/** By code units, which are the same everywhere. */
function sorted(texts: readonly string[]): string[] {
  return texts.toSorted((one, other) => (one < other ? -1 : Number(one > other)));
}
