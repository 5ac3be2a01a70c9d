import { deepAssertions } from "./assertions.ts";

/** What a call of a function of JavaScript reads and writes. */
export type Effect = (receiver: unknown, args: readonly unknown[], note: Note) => void;

/** Note an access. @param part - Undefined: the whole of `target`. */
type Note = (target: unknown, part: unknown, kind: "read" | "write") => void;

/** The effect of `callee`, one of JavaScript's own functions, if it touches objects that it is given. */
export function effectOf(callee: unknown): Effect | undefined {
  return effects.get(callee);
}

const readsWhole: Effect = (receiver, _, note) => note(receiver, undefined, "read");
const writesWhole: Effect = (receiver, _, note) => note(receiver, undefined, "write");
const readsKey: Effect = (receiver, [key], note) => note(receiver, key, "read");
const readsArgument: Effect = (_, [target], note) => note(target, undefined, "read");
const writesArgument: Effect = (_, [target], note) => note(target, undefined, "write");
const readsProperty: Effect = (_, [target, key], note) => note(target, partOf(key), "read");
const writesProperty: Effect = (_, [target, key], note) => note(target, partOf(key), "write");
const readsDeep: Effect = (_, args, note) => {
  const seen = new Set<unknown>();
  for (const value of args) readAll(value, note, seen);
};

/** A new entry of a map or set, or the end of one, changes its size, too. */
function changesKey(has: (collection: unknown, key: unknown) => boolean, adds: boolean): Effect {
  return (receiver, [key], note) => {
    note(receiver, key, "write");
    if (has(receiver, key) !== adds) note(receiver, "size", "write");
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
    (receiver, [other], note) => {
      note(receiver, undefined, "read");
      note(other, undefined, "read");
    },
  ),
  ...of(WeakMap.prototype, ["get", "has"], readsKey),
  ...of(WeakMap.prototype, ["set", "delete"], (receiver, [key], note) => note(receiver, key, "write")),
  ...of(WeakSet.prototype, ["has"], readsKey),
  ...of(WeakSet.prototype, ["add", "delete"], (receiver, [key], note) => note(receiver, key, "write")),
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
  ...of(Array, ["from", "of"], readsArgument),
  ...of(
    Object,
    ["keys", "values", "entries", "getOwnPropertyNames", "getOwnPropertyDescriptors", "fromEntries", "groupBy"],
    readsArgument,
  ),
  ...of(Object, ["isFrozen", "isSealed", "isExtensible"], readsArgument),
  ...of(Object, ["freeze", "seal", "preventExtensions", "defineProperties", "setPrototypeOf"], writesArgument),
  ...of(Object, ["getOwnPropertyDescriptor", "hasOwn"], readsProperty),
  ...of(Object, ["defineProperty"], writesProperty),
  ...of(Object, ["assign"], (_, [target, ...sources], note) => {
    for (const source of sources) note(source, undefined, "read");
    note(target, undefined, "write");
  }),
  ...of(Object.prototype, ["hasOwnProperty", "propertyIsEnumerable"], (receiver, [key], note) => {
    note(receiver, partOf(key), "read");
  }),
  ...of(Reflect, ["get", "has", "getOwnPropertyDescriptor"], readsProperty),
  ...of(Reflect, ["set", "deleteProperty", "defineProperty"], writesProperty),
  ...of(Reflect, ["ownKeys", "isExtensible"], readsArgument),
  ...of(Reflect, ["preventExtensions", "setPrototypeOf"], writesArgument),
  ...of(JSON, ["stringify"], readsDeep),
  [structuredClone, readsDeep],
  ...deepAssertions.map((assertion): [unknown, Effect] => [assertion, readsDeep]),
  ...of(RegExp.prototype, ["exec", "test"], (receiver, _, note) => note(receiver, "lastIndex", "write")),
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

function readAll(value: unknown, note: Note, seen: Set<unknown>): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  note(value, undefined, "read");
  if (value instanceof Map || value instanceof Set) for (const entry of value) readAll(entry, note, seen);
  else for (const { value: part } of Object.values(Object.getOwnPropertyDescriptors(value))) readAll(part, note, seen);
}
