import { deepAssertions } from "./assertions.ts";

/** What a call of a function of JavaScript reads and writes. */
export type Effect = (receiver: unknown, args: readonly unknown[], notes: Notes) => void;

/** Who hears of an effect. */
export interface Notes {
  /** @param part - Undefined: the whole of `target`. */
  access(target: unknown, part: unknown, kind: "read" | "write"): void;
  /** `value` is iterated. */
  iterates(value: unknown): void;
  /** `value` becomes a primitive. */
  converts(value: unknown): void;
  /** `code` is called. */
  calls(code: unknown): void;
}

/** The effect of `callee`, one of JavaScript's own functions, if it touches objects that it is given. */
export function effectOf(callee: unknown): Effect | undefined {
  return effects.get(callee);
}

const readsWhole: Effect = (receiver, _, notes) => notes.access(receiver, undefined, "read");
const writesWhole: Effect = (receiver, _, notes) => notes.access(receiver, undefined, "write");
const readsKey: Effect = (receiver, [key], notes) => notes.access(receiver, key, "read");
const readsArgument: Effect = (_, [target], notes) => notes.access(target, undefined, "read");
const writesArgument: Effect = (_, [target], notes) => notes.access(target, undefined, "write");
const readsProperty: Effect = (_, [target, key], notes) => notes.access(target, partOf(key), "read");
const writesProperty: Effect = (_, [target, key], notes) => notes.access(target, partOf(key), "write");
const converts: Effect = (receiver, args, notes) => {
  notes.converts(receiver);
  for (const argument of args) notes.converts(argument);
};
/** As `join()` does, and a comparison without a function. */
const convertsItems: Effect = (receiver, args, notes) => {
  notes.access(receiver, undefined, "read");
  converts(receiver, args, notes);
};
const iteratesArgument: Effect = (receiver, args, notes) => {
  readsArgument(receiver, args, notes);
  notes.iterates(args[0]);
};
const readsDeep: Effect = (_, args, notes) => {
  const seen = new Set<unknown>();
  for (const value of args) readAll(value, notes, seen);
};

/** A new entry of a map or set, or the end of one, changes its size, too. */
function changesKey(has: (collection: unknown, key: unknown) => boolean, adds: boolean): Effect {
  return (receiver, [key], notes) => {
    notes.access(receiver, key, "write");
    if (has(receiver, key) !== adds) notes.access(receiver, "size", "write");
  };
}

// oxlint-disable-next-line typescript/unbound-method -- called with its receiver
const hasKey = Map.prototype.has;
// oxlint-disable-next-line typescript/unbound-method -- called with its receiver
const hasMember = Set.prototype.has;
// oxlint-disable-next-line no-restricted-globals -- its methods, no time is read
const datePrototype = Date.prototype;
const inMap = (map: unknown, key: unknown): boolean => map instanceof Map && hasKey.call(map, key);
const inSet = (set: unknown, key: unknown): boolean => set instanceof Set && hasMember.call(set, key);

const effects: ReadonlyMap<unknown, Effect> = new Map<unknown, Effect>([
  ...of(Map.prototype, ["get", "has"], readsKey),
  ...of(Map.prototype, ["set"], changesKey(inMap, true)),
  ...of(Map.prototype, ["delete"], changesKey(inMap, false)),
  ...of(Map.prototype, ["clear"], writesWhole),
  ...of(Map.prototype, ["forEach", "keys", "values", "entries"], readsWhole),
  ...of(Set.prototype, ["has"], readsKey),
  ...of(Set.prototype, ["add"], changesKey(inSet, true)),
  ...of(Set.prototype, ["delete"], changesKey(inSet, false)),
  ...of(Set.prototype, ["clear"], writesWhole),
  ...of(Set.prototype, ["forEach", "keys", "values", "entries"], readsWhole),
  ...of(
    Set.prototype,
    ["union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"],
    (receiver, args, notes) => {
      notes.access(receiver, undefined, "read");
      iteratesArgument(receiver, args, notes);
    },
  ),
  ...of(WeakMap.prototype, ["get", "has"], readsKey),
  ...of(WeakMap.prototype, ["set", "delete"], (receiver, [key], notes) => notes.access(receiver, key, "write")),
  ...of(WeakSet.prototype, ["has"], readsKey),
  ...of(WeakSet.prototype, ["add", "delete"], (receiver, [key], notes) => notes.access(receiver, key, "write")),
  ...all(Array.prototype, readsWhole),
  ...of(
    Array.prototype,
    ["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"],
    writesWhole,
  ),
  ...all(Object.getPrototypeOf(Int8Array.prototype) as object, readsWhole),
  ...of(
    Object.getPrototypeOf(Int8Array.prototype) as object,
    ["set", "fill", "sort", "reverse", "copyWithin"],
    writesWhole,
  ),
  ...of(Array.prototype, ["join", "toString", "toLocaleString", "toSorted"], convertsItems),
  ...of(Array.prototype, ["sort"], (receiver, args, notes) => {
    if (args[0] === undefined) convertsItems(receiver, args, notes);
    writesWhole(receiver, args, notes);
  }),
  ...[String.prototype, Number.prototype, BigInt.prototype, Math, String, Number].flatMap((owner) =>
    all(owner, converts),
  ),
  ...[String, Number, BigInt, parseInt, parseFloat, isNaN, isFinite, Symbol.for]
    .concat([encodeURI, encodeURIComponent, decodeURI, decodeURIComponent] as never[])
    .map((convert): [unknown, Effect] => [convert, converts]),
  ...of(Array, ["from"], iteratesArgument),
  ...of(Promise, ["all", "allSettled", "any", "race"], iteratesArgument),
  ...of(Map, ["groupBy"], iteratesArgument),
  ...of(Object, ["keys", "values", "entries", "getOwnPropertyNames", "getOwnPropertyDescriptors"], readsArgument),
  ...of(Object, ["fromEntries", "groupBy"], iteratesArgument),
  ...of(Object, ["isFrozen", "isSealed", "isExtensible"], readsArgument),
  ...of(Object, ["freeze", "seal", "preventExtensions", "defineProperties", "setPrototypeOf"], writesArgument),
  ...of(Object, ["getOwnPropertyDescriptor", "hasOwn"], readsProperty),
  ...of(Object, ["defineProperty"], writesProperty),
  ...of(Object, ["assign"], (_, [target, ...sources], notes) => {
    for (const source of sources) notes.access(source, undefined, "read");
    notes.access(target, undefined, "write");
  }),
  ...of(Object.prototype, ["hasOwnProperty", "propertyIsEnumerable"], (receiver, [key], notes) => {
    notes.access(receiver, partOf(key), "read");
  }),
  ...of(Reflect, ["get", "has", "getOwnPropertyDescriptor"], readsProperty),
  ...of(Reflect, ["set", "deleteProperty", "defineProperty"], writesProperty),
  ...of(Reflect, ["ownKeys", "isExtensible"], readsArgument),
  ...of(Reflect, ["preventExtensions", "setPrototypeOf"], writesArgument),
  ...of(JSON, ["stringify"], readsDeep),
  [structuredClone, readsDeep],
  ...deepAssertions.map((assertion): [unknown, Effect] => [assertion, readsDeep]),
  ...of(RegExp.prototype, ["exec", "test"], (receiver, _, notes) => notes.access(receiver, "lastIndex", "write")),
  ...all(datePrototype, readsWhole),
  ...Object.getOwnPropertyNames(datePrototype)
    .filter((name) => name.startsWith("set"))
    .flatMap((name) => of(datePrototype, [name], writesWhole)),
]);

function of(owner: object, names: readonly string[], effect: Effect): [unknown, Effect][] {
  return names.flatMap((name) => {
    const value: unknown = Object.getOwnPropertyDescriptor(owner, name)?.value;
    return typeof value === "function" ? [[value, effect] as [unknown, Effect]] : [];
  });
}

function all(owner: object, effect: Effect): [unknown, Effect][] {
  const names = Object.getOwnPropertyNames(owner).filter((name) => name !== "constructor");
  return of(owner, names, effect);
}

/** The part that a property key names; undefined, the whole, if only calling something could tell. */
export function partOf(key: unknown): unknown {
  if (typeof key === "symbol" || typeof key === "string") return key;
  return (typeof key === "object" && key !== null) || typeof key === "function" ? undefined : String(key);
}

function readAll(value: unknown, notes: Notes, seen: Set<unknown>): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  notes.access(value, undefined, "read");
  notes.calls(Reflect.get(value, "toJSON"));
  if (value instanceof Map || value instanceof Set) for (const entry of value) readAll(entry, notes, seen);
  else for (const { value: part } of Object.values(Object.getOwnPropertyDescriptors(value))) readAll(part, notes, seen);
}
