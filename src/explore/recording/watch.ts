import { classOf, describe } from "../../core/arguments/describe.ts";
import { loopHere } from "../../core/context/current.ts";
import { typeError } from "../../core/errors/type-error.ts";
import type { Access } from "./access.ts";
import { hasPrivateFields, shared } from "./shared.ts";
import { traceOf } from "./trace.ts";

/**
 * Let the report of a failure show who reads and writes the properties of `object` (an object, an array, a Map or a
 * Set), and in which order. Objects inside of it are watched only if they are wrapped themselves.
 *
 * Only the run in the report is recorded. In any other run `watch()` declares to `dpor()` that the object is shared, as `shared()` does,
 * unless its class has private fields; it returns `object` itself if nobody listens.
 *
 * @param name - The name in the report. Default: the name of the object's class.
 * @throws {TypeError} If `object` is not an object.
 *
 * @example
 * ```ts
 * await explore(async () => {
 *   const account = watch({ balance: 100 }, "account");
 *   account.balance += 10;
 *   assert.equal(account.balance, 110);
 * });
 * ```
 */
export function watch<T extends object>(object: T, name?: string): T {
  if ((typeof object !== "object" && typeof object !== "function") || object === null) {
    throw typeError(`watch() needs an object, got ${describe(object)}`, "wrap a value in one: watch({ value })");
  }
  const loop = loopHere();
  const label = name ?? labelOf(object);
  // An object made outside of a run may be used in a recorded run.
  if (loop !== undefined && traceOf(loop) === undefined) {
    if (hasPrivateFields(object)) return object;
    loop.probes.all?.made?.(object, label);
    return shared(object);
  }
  return object instanceof Map || object instanceof Set
    ? watchCollection(object, label)
    : watchProperties(object, label);
}

function note(property: () => string, kind: Access["kind"], value?: { readonly is: unknown }): void {
  traceOf(loopHere())?.access(property(), kind, value);
}

function watchProperties<T extends object>(object: T, label: string): T {
  // A proxy has no private fields: methods that use them must see the object itself.
  const hasPrivate = hasPrivateFields(object);
  const bound = new Map<unknown, unknown>(); // a method is the same function at each read
  const proxy: T = new Proxy(object, {
    get(target, property, receiver): unknown {
      const value: unknown = Reflect.get(target, property, hasPrivate ? target : receiver);
      if (typeof value !== "function") {
        note(() => memberText(label, property), "read", { is: value });
        return value;
      }
      if (!hasPrivate || isFixed(target, property)) return value;
      if (!bound.has(value)) bound.set(value, rebound(value, proxy, target));
      return bound.get(value);
    },
    has(target, property): boolean {
      note(() => memberText(label, property), "read");
      return Reflect.has(target, property);
    },
    set(target, property, value): boolean {
      note(() => memberText(label, property), "write", { is: value });
      return Reflect.set(target, property, value);
    },
    deleteProperty(target, property): boolean {
      note(() => memberText(label, property), "write", { is: undefined });
      return Reflect.deleteProperty(target, property);
    },
  });
  return proxy;
}

/** A proxy must show such a property as it is. */
function isFixed(target: object, property: PropertyKey): boolean {
  if (property === "constructor") return true;
  const own = Reflect.getOwnPropertyDescriptor(target, property);
  return own?.configurable === false && own.writable === false;
}

function rebound(method: object, proxy: object, target: object): unknown {
  return function (this: unknown, ...args: unknown[]): unknown {
    return Reflect.apply(method as () => unknown, this === proxy ? target : this, args);
  };
}

function watchCollection<T extends object>(collection: T, label: string): T {
  const keys = keyTexts();
  const entry = (key: unknown) => (): string => `${label}[${keys(key)}]`;
  const size = (): string => `${label}.size`;
  const watched: T = new Proxy(collection, {
    get(target, property): unknown {
      const value: unknown = Reflect.get(target, property, target);
      if (property === "constructor") return value;
      if (typeof value !== "function") {
        note(size, "read", { is: value });
        return value;
      }
      return (...args: unknown[]): unknown => {
        const before = sizeOf(target);
        const result: unknown = Reflect.apply(value as () => unknown, target, args);
        if (property === "get" || property === "has") note(entry(args[0]), "read", { is: entryOf(target, args[0]) });
        else if (property === "set" || property === "add" || property === "delete") {
          note(entry(args[0]), "write", { is: entryOf(target, args[0]) });
        } else if (property !== "clear") note(size, "read", { is: before });
        if (sizeOf(target) !== before) note(size, "write", { is: sizeOf(target) });
        return result === target ? watched : result;
      };
    },
  });
  return watched;
}

function sizeOf(collection: object): unknown {
  return Reflect.get(collection, "size", collection);
}

/** The value of a key of a Map, and whether a Set has it. */
function entryOf(collection: object, key: unknown): unknown {
  return collection instanceof Map ? Map.prototype.get.call(collection, key) : (collection as Set<unknown>).has(key);
}

function labelOf(object: object): string {
  const name = classOf(object);
  return name === "Object" ? "object" : name;
}

function memberText(label: string, property: PropertyKey): string {
  if (typeof property === "symbol") return `${label}[${String(property)}]`;
  return /^[\p{L}_$][\p{L}\d_$]*$/u.test(`${property}`)
    ? `${label}.${property}`
    : `${label}[${JSON.stringify(property)}]`;
}

/** Texts for keys; an object key is its class and a number. */
function keyTexts(): (key: unknown) => string {
  const numbers = new Map<unknown, number>();
  return (key) => {
    if (typeof key === "string") return JSON.stringify(key.length > 30 ? `${key.slice(0, 29)}…` : key);
    if ((typeof key !== "object" && typeof key !== "function") || key === null) return String(key);
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    return `${labelOf(key)} ${numbers.get(key)}`;
  };
}
