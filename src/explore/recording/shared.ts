import { describe } from "../../core/arguments/describe.ts";
import { loopHere } from "../../core/context/current.ts";
import { typeError } from "../../core/errors/type-error.ts";

/**
 * Declare that tasks share `object`: its reads and writes are told to `dpor()`, property by property. A Map or a Set is read and
 * written as a whole. Objects inside of it are declared only if they are wrapped themselves.
 *
 * It costs less than `watch()`, which also shows the accesses in reports. Outside of a run `shared()` returns `object` itself.
 *
 * @throws {TypeError} If `object` is not an object, or its class has private fields: nobody sees who touches them.
 *
 * @example
 * ```ts
 * await explore(
 *   function* () {
 *     const account = shared({ balance: 100 });
 *     account.balance += 10;
 *     assert.equal(account.balance, 110);
 *   },
 *   { strategy: dpor({ allDeclared: true }) },
 * );
 * ```
 */
export function shared<T extends object>(object: T): T {
  if ((typeof object !== "object" && typeof object !== "function") || object === null) {
    throw typeError(`shared() needs an object, got ${describe(object)}`, "wrap a value in one: shared({ value })");
  }
  if (hasPrivateFields(object)) {
    throw typeError(
      `shared() cannot declare ${describe(object)}: its class has private fields`,
      "put the state in an object of its own: readonly #state = shared({ value: 0 })",
    );
  }
  const probes = loopHere()?.probes.all;
  if (probes?.accessed === undefined) return object;
  probes.made?.(object);
  return object instanceof Map || object instanceof Set ? sharedCollection(object) : sharedProperties(object);
}

/** Whether the class of `object` has fields that a proxy cannot read. */
export function hasPrivateFields(object: object): boolean {
  return /#[\w$]/.test(Function.prototype.toString.call(object.constructor ?? Object));
}

function tell(object: object, part: unknown, kind: "read" | "write"): void {
  loopHere()?.probes.all?.accessed?.(object, part, kind);
}

function sharedProperties<T extends object>(object: T): T {
  const proxy: T = new Proxy(object, {
    get(target, property, receiver): unknown {
      tell(object, property, "read");
      return Reflect.get(target, property, receiver);
    },
    has(target, property): boolean {
      tell(object, property, "read");
      return Reflect.has(target, property);
    },
    ownKeys(target): (string | symbol)[] {
      tell(object, undefined, "read");
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor(target, property): PropertyDescriptor | undefined {
      tell(object, property, "read");
      return Reflect.getOwnPropertyDescriptor(target, property);
    },
    set(target, property, value, receiver): boolean {
      tell(object, property, "write");
      const isOwn = receiver === proxy && Reflect.getOwnPropertyDescriptor(target, property)?.writable === true;
      return Reflect.set(target, property, value, isOwn ? target : receiver);
    },
    defineProperty(target, property, descriptor): boolean {
      tell(object, property, "write");
      return Reflect.defineProperty(target, property, descriptor);
    },
    deleteProperty(target, property): boolean {
      tell(object, property, "write");
      return Reflect.deleteProperty(target, property);
    },
  });
  return proxy;
}

/** Each method that is called writes, but for those that are known to read. */
function sharedCollection<T extends object>(collection: T): T {
  const proxy: T = new Proxy(collection, {
    get(target, property): unknown {
      const value: unknown = Reflect.get(target, property, target);
      tell(collection, undefined, "read");
      if (typeof value !== "function" || property === "constructor") return value;
      return (...args: unknown[]): unknown => {
        if (!readers.has(property)) tell(collection, undefined, "write");
        const result: unknown = Reflect.apply(value as () => unknown, target, args);
        if (result === target) return proxy;
        return iterators.has(property) ? reading(collection, result as IterableIterator<unknown>) : result;
      };
    },
  });
  return proxy;
}

/** The entries of a collection as it is when each is asked for: a step of its own may ask. */
function* reading(collection: object, entries: IterableIterator<unknown>): Generator<unknown, void, void> {
  for (const entry of entries) {
    yield entry;
    tell(collection, undefined, "read");
  }
}

const iterators: ReadonlySet<string | symbol> = new Set(["entries", "keys", "values", Symbol.iterator]);
const readers: ReadonlySet<string | symbol> = new Set([...iterators, "forEach", "get", "has"]);
