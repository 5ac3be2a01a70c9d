import { partOf } from "./effect.ts";
import type { Footprint } from "./footprint.ts";
import { hasUnseenAccessor } from "./has-unseen-accessor.ts";
import { isObject, noteImplicit } from "./note-implicit.ts";

export function noteRead(footprint: Footprint, target: unknown, part: unknown, site: string): void {
  if (!isObject(target)) return;
  const key = partOf(part);
  footprint.note(target, key, "read", site);
  noteImplicit.conversion(footprint, part, site);
  if (!isPrivate(part) && key !== undefined && hasUnseenAccessor(target, key as PropertyKey, "get")) footprint.hide();
}

export function noteWrite(footprint: Footprint, target: unknown, part: unknown, site: string): void {
  if (!isObject(target)) return;
  const key = partOf(part);
  const isLength = Array.isArray(target) && key === "length";
  footprint.note(target, isLength ? undefined : key, "write", site);
  if (Array.isArray(target) && !isLength && typeof key === "string" && Number(key) >= target.length) {
    footprint.note(target, "length", "write", site);
  }
  noteImplicit.conversion(footprint, part, site);
  if (!isPrivate(part) && key !== undefined && hasUnseenAccessor(target, key as PropertyKey, "set")) footprint.hide();
}

function isPrivate(part: unknown): boolean {
  return typeof part === "string" && part.startsWith("#");
}

export function noteTaken(footprint: Footprint, target: unknown, parts: Taken, site: string): void {
  if (!isObject(target)) return;
  if (parts === "*" || parts[0] === "*") {
    if (noteImplicit.iteration(footprint, target) === undefined && hasUnseenAccessor(target, undefined, "get")) {
      footprint.hide();
    }
    return footprint.note(target, undefined, "read", site);
  }
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

/** The parts that are taken out of an object, as the transform writes them: `"*"` for all of it. */
export type Taken = "*" | readonly (string | readonly unknown[])[];
