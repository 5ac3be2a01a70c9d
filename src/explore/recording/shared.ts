import { describe } from "../../core/arguments/describe.ts";
import { loopHere } from "../../core/context/current.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import { typeError } from "../../core/errors/type-error.ts";

/**
 * Declare that tasks share `object`: its reads and writes are told to `dpor()`, property by property. A Map or a Set is read and
 * written as a whole, and so is an object whose class has private members, by each call of a method: what such a method does after its
 * first wait is not seen. Objects inside of it are declared only if they are wrapped themselves.
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
  const probes = loopHere()?.probes;
  if (probes?.all?.accessed === undefined) return object;
  probes.all.made?.(object);
  const isCollection = object instanceof Map || object instanceof Set;
  return isCollection ? sharedCollection(object, probes) : sharedProperties(object, probes);
}

/** Whether a class of `object` has fields that a proxy cannot read. */
export function hasPrivateFields(object: object): boolean {
  let prototype = Object.getPrototypeOf(object) as { readonly constructor?: unknown } | null;
  for (; prototype !== null; prototype = Object.getPrototypeOf(prototype) as typeof prototype) {
    const { constructor: made } = prototype;
    if (made === Object || made === Array || made === Map || made === Set || typeof made !== "function") continue;
    if (hasPrivateNames(made)) return true;
  }
  return false;
}

/** What the sources of classes say: bodies declare objects of the same classes in every execution. */
const known = new WeakMap<object, boolean>();

function hasPrivateNames(made: object): boolean {
  let has = known.get(made);
  if (has === undefined) known.set(made, (has = /#[\w$]/.test(Function.prototype.toString.call(made))));
  return has;
}

/** The probes of the loop in which an object was declared. */
type Listeners = LoopCore["probes"];

function tell({ all }: Listeners, object: object, part: unknown, kind: "read" | "write"): void {
  all?.accessed?.(object, part, kind);
}

function sharedProperties<T extends object>(object: T, probes: Listeners): T {
  const handler = new TellingHandler(probes);
  handler.proxy = new Proxy<object>(object, handler);
  return handler.proxy as T;
}

/** Tells each access to the properties of an object. */
class TellingHandler implements ProxyHandler<object> {
  readonly #probes: Listeners;
  proxy: object | undefined = undefined;
  /** Properties that the object has as values of its own, as far as that is known: to ask each time takes longer than all else. */
  #values: Set<string | symbol> | undefined = undefined;

  constructor(probes: Listeners) {
    this.#probes = probes;
  }

  get(target: object, property: string | symbol, receiver: unknown): unknown {
    tell(this.#probes, target, property, "read");
    return this.#values?.has(property) === true
      ? target[property as keyof object]
      : Reflect.get(target, property, receiver);
  }

  has(target: object, property: string | symbol): boolean {
    tell(this.#probes, target, property, "read");
    return Reflect.has(target, property);
  }

  ownKeys(target: object): (string | symbol)[] {
    tell(this.#probes, target, undefined, "read");
    return Reflect.ownKeys(target);
  }

  getOwnPropertyDescriptor(target: object, property: string | symbol): PropertyDescriptor | undefined {
    tell(this.#probes, target, property, "read");
    return Reflect.getOwnPropertyDescriptor(target, property);
  }

  set(target: object, property: string | symbol, value: unknown, receiver: unknown): boolean {
    tell(this.#probes, target, property, "write");
    if (receiver !== this.proxy) return Reflect.set(target, property, value, receiver);
    if (this.#values?.has(property) !== true) {
      if (!isValue(target, property)) return Reflect.set(target, property, value, receiver);
      (this.#values ??= new Set()).add(property);
    }
    (target as Record<string | symbol, unknown>)[property] = value;
    return true;
  }

  defineProperty(target: object, property: string | symbol, descriptor: PropertyDescriptor): boolean {
    this.#values?.delete(property);
    tell(this.#probes, target, property, "write");
    return Reflect.defineProperty(target, property, descriptor);
  }

  deleteProperty(target: object, property: string | symbol): boolean {
    this.#values?.delete(property);
    tell(this.#probes, target, property, "write");
    return Reflect.deleteProperty(target, property);
  }
}

/** Whether to assign `property` calls no setter: `object` has it as a value, or nothing has it. */
function isValue(object: object, property: string | symbol): boolean {
  for (let owner: object | null = object; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
    const own = Reflect.getOwnPropertyDescriptor(owner, property);
    if (own !== undefined) return owner === object && own.writable === true;
  }
  return Object.isExtensible(object);
}

/** Each method that is called writes, but for those that are known to read. */
function sharedCollection<T extends object>(collection: T, probes: Listeners): T {
  const proxy: T = new Proxy(collection, {
    get(target, property): unknown {
      const value: unknown = Reflect.get(target, property, target);
      tell(probes, collection, undefined, "read");
      if (typeof value !== "function" || property === "constructor") return value;
      return (...args: unknown[]): unknown => {
        if (!readers.has(property)) tell(probes, collection, undefined, "write");
        const result: unknown = Reflect.apply(value as () => unknown, target, args);
        if (result === target) return proxy;
        return iterators.has(property) ? reading(collection, result as IterableIterator<unknown>, probes) : result;
      };
    },
  });
  return proxy;
}

/** The entries of a collection as it is when each is asked for: a step of its own may ask. */
function* reading(
  collection: object,
  entries: IterableIterator<unknown>,
  probes: Listeners,
): Generator<unknown, void, void> {
  for (const entry of entries) {
    yield entry;
    tell(probes, collection, undefined, "read");
  }
}

const iterators: ReadonlySet<string | symbol> = new Set(["entries", "keys", "values", Symbol.iterator]);
const readers: ReadonlySet<string | symbol> = new Set([...iterators, "forEach", "get", "has"]);
