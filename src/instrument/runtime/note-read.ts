import { partOf } from "./effect.ts";
import type { Footprint } from "./footprint.ts";
import { kindOf } from "./function-kind.ts";
import { getterOf } from "./getter-of.ts";

export function noteRead(footprint: Footprint, target: unknown, part: unknown, site: string): void {
  if (!isObject(target)) return;
  const key = partOf(part);
  footprint.note(target, key, "read", site);
  const getter = typeof part === "string" && part.startsWith("#") ? undefined : getterOf(target, key as PropertyKey);
  if (getter !== undefined && kindOf(getter) === "unknown") footprint.hide();
}

export function noteWrite(footprint: Footprint, target: unknown, part: unknown, site: string): void {
  if (!isObject(target)) return;
  const key = partOf(part);
  const isLength = Array.isArray(target) && key === "length";
  footprint.note(target, isLength ? undefined : key, "write", site);
  if (Array.isArray(target) && !isLength && typeof key === "string" && Number(key) >= target.length) {
    footprint.note(target, "length", "write", site);
  }
  const setter =
    typeof part === "string" && part.startsWith("#") ? undefined : getterOf(target, key as PropertyKey, "set");
  if (setter !== undefined && kindOf(setter) === "unknown") footprint.hide();
}

export function noteTaken(footprint: Footprint, target: unknown, parts: Taken, site: string): void {
  if (!isObject(target)) return;
  if (parts === "*" || parts[0] === "*") return footprint.note(target, undefined, "read", site);
  parts.forEach((part, at) => {
    if (typeof part !== "string") return;
    noteRead(footprint, target, part, site);
    const inner = parts[at + 1];
    if (typeof inner === "object") noteTaken(footprint, Reflect.get(target, part), inner as Taken, site);
  });
}

/** A method of the class is no part of the object, and stays what it is. */
export function noteMethod(footprint: Footprint, target: object, name: PropertyKey, site: string): void {
  if (Object.hasOwn(target, name)) noteRead(footprint, target, name, site);
}

export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** The parts that are taken out of an object, as the transform writes them: `"*"` for all of it. */
export type Taken = "*" | readonly (string | readonly unknown[])[];
