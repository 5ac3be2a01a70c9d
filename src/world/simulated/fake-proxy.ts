import { touch } from "../../core/context/touch.ts";
import { nameOf } from "../../core/arguments/describe.ts";
import { standIn } from "../../core/driving/stand-in.ts";
import { callSimulated } from "./call-simulated.ts";
import type { SimulateSettings } from "./simulate-settings.ts";

/**
 * Stands for `target`, and for the objects with methods inside of it: calls of its methods are simulated.
 *
 * @param path - What reports call it, as `db.user`; empty for the fake itself.
 * @param fake - The fake of which it is a part.
 */
export function fakeProxy<T extends object>(
  target: T,
  settings: SimulateSettings,
  path: string,
  fake: object = target,
): T {
  const known = new Map<PropertyKey, { readonly value: object; readonly simulated: object }>();
  const operationOf = (property: PropertyKey): string => (path === "" ? "" : `${path}.`) + String(property);
  const methodOf = (method: object, property: PropertyKey): object => {
    const operation = `${operationOf(property)}()`;
    const stand = new Proxy(method, {
      apply: (_, __, args) => callSimulated(fake, method, target, args, operation, settings),
    });
    return standIn(stand, method);
  };
  // A proxy must show frozen members of its own target as they are: for them the target is an object that inherits them.
  const simulated: T = new Proxy(isFixed(target) ? (Object.create(target) as T) : target, {
    get(_, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (property === "constructor") return value;
      const member = known.get(property);
      if (member !== undefined && member.value === value) return member.simulated;
      if (typeof value !== "function" && !isFake(value)) {
        touch(target, "read");
        return value;
      }
      const part =
        typeof value === "function"
          ? methodOf(value, property)
          : fakeProxy(value, settings, operationOf(property), fake);
      known.set(property, { value, simulated: part });
      return part;
    },
    defineProperty(shown, property, descriptor) {
      touch(target, "write");
      return Reflect.defineProperty(shown, property, descriptor);
    },
    apply: (_, receiver, args) =>
      callSimulated(fake, target, receiver, args, `${path === "" ? labelOf(target) : path}()`, settings),
    construct(_, args, newTarget) {
      const own = newTarget === simulated;
      const made: object = Reflect.construct(
        target as NewableFunction,
        args,
        own ? (target as NewableFunction) : newTarget,
      );
      return own ? fakeProxy(made, settings, path) : made;
    },
  });
  return standIn(simulated, target);
}

/** Whether `value` is an object of JavaScript's own, whose methods work on what is inside: a Map, a Date, an array. */
export function isBuiltIn(value: object): boolean {
  return typeof value !== "function" && Object.prototype.toString.call(value) !== "[object Object]";
}

/** Whether `value` is a part of a fake: an object that has a method, its own or of its class, or has such a part. */
function isFake(value: unknown, seen: Set<unknown> = new Set()): value is object {
  if (typeof value !== "object" || value === null || isBuiltIn(value) || seen.has(value)) return false;
  seen.add(value);
  for (let at: unknown = value; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, { value: member }] of Object.entries(Object.getOwnPropertyDescriptors(at as object))) {
      if (name !== "constructor" && typeof member === "function") return true;
      if (at === value && isFake(member, seen)) return true;
    }
  }
  return false;
}

/** Whether `target` has members that a proxy may not replace. */
function isFixed(target: object): boolean {
  if (typeof target === "function") return false;
  return Object.values(Object.getOwnPropertyDescriptors(target)).some(
    ({ configurable, writable, value }) =>
      !configurable && writable === false && (typeof value === "function" || isFake(value)),
  );
}

function labelOf(target: object): string {
  return (typeof target === "function" ? nameOf(target) : undefined) ?? "simulated";
}
