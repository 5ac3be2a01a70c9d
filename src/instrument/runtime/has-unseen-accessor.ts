import { kindOf } from "./function-kind.ts";

/** Whether an access to `part` of `target`, undefined for all of it, calls code that tells nothing. */
export function hasUnseenAccessor(target: object, part: PropertyKey | undefined, way: "get" | "set"): boolean {
  if (Array.isArray(target) || target instanceof Map || target instanceof Set) return false;
  if (part !== undefined) {
    const accessor = getterOf(target, part, way);
    return accessor !== undefined && kindOf(accessor) === "unknown";
  }
  return Object.values(Object.getOwnPropertyDescriptors(target)).some(
    ({ [way]: accessor }) => accessor !== undefined && kindOf(accessor) === "unknown",
  );
}

/** The getter, or setter, that stands for a property of `target`. Properties of prototypes are looked up once. */
function getterOf(target: object, part: PropertyKey | undefined, way: "get" | "set" = "get"): object | undefined {
  if (part === undefined) return undefined;
  try {
    const own = Object.getOwnPropertyDescriptor(target, part);
    if (own !== undefined) return own[way];
    const prototype = Object.getPrototypeOf(target) as object | null;
    return prototype === null ? undefined : inherited(prototype, part)?.[way];
  } catch {
    return undefined; // a revoked proxy: the access itself will say so
  }
}

function inherited(prototype: object, part: PropertyKey): PropertyDescriptor | undefined {
  let known = prototypes.get(prototype);
  if (known === undefined) prototypes.set(prototype, (known = new Map()));
  if (known.has(part)) return known.get(part);
  let descriptor: PropertyDescriptor | undefined;
  for (
    let at: object | null = prototype;
    at !== null && descriptor === undefined;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    descriptor = Object.getOwnPropertyDescriptor(at, part);
  }
  known.set(part, descriptor);
  return descriptor;
}

const prototypes = new WeakMap<object, Map<PropertyKey, PropertyDescriptor | undefined>>();
