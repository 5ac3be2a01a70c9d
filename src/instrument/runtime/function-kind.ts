import { Same } from "../../core/driving/same.ts";
import { originalOf } from "../../core/driving/stand-in.ts";
import * as timeloom from "../../index.ts";
import * as testing from "../../testing.ts";
import { assertions, deepAssertions } from "./assertions.ts";
import { mark } from "../transform/mark.ts";

/**
 * What is known about a function: it tells what it touches (`instrumented`), it is timeloom's own, it is one of JavaScript, or nothing is.
 */
export type FunctionKind = "instrumented" | "own" | "built-in" | "unknown";

/** What is known about `callee`. A transformed function shows its mark in its text, wherever and whenever it was made. */
export function kindOf(callee: object): FunctionKind {
  let kind = Stamp.of(callee) ?? kinds.get(callee);
  if (kind === undefined) {
    const original = originalOf(callee);
    if (original !== undefined) return kindOf(original);
    kind = textOf(callee).includes(mark) ? "instrumented" : "unknown";
    kinds.set(callee, kind);
  }
  return kind;
}

/** An object that has just been made, a function or a generator, counts as `kind`, unless it has one. */
export function setKind(made: object, kind: FunctionKind): void {
  // oxlint-disable-next-line eslint/no-new -- the constructor marks its argument
  if (Stamp.of(made) === undefined) new Stamp(made, kind);
}

const kinds = new WeakMap<object, FunctionKind>();

/** Says the kind of an object where nobody sees it. The WeakMap takes several times as long, and more in each collection of garbage. */
class Stamp extends Same {
  readonly #kind: FunctionKind;

  constructor(object: object, kind: FunctionKind) {
    super(object);
    this.#kind = kind;
  }

  static of(object: object): FunctionKind | undefined {
    return #kind in object ? object.#kind : undefined;
  }
}

// oxlint-disable-next-line typescript/unbound-method -- called with its receiver
const functionToString = Function.prototype.toString;

function textOf(callee: object): string {
  try {
    return functionToString.call(callee);
  } catch {
    return ""; // a proxy of what is no function
  }
}

/** Every function that `owner` has, and that its instances have. */
function markAll(owner: unknown, kind: FunctionKind, seen: Set<unknown>): void {
  if ((typeof owner !== "function" && typeof owner !== "object") || owner === null || seen.has(owner)) return;
  seen.add(owner);
  if (typeof owner === "function") kinds.set(owner, kinds.get(owner) ?? kind);
  for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(owner))) {
    const value: unknown = descriptor.value;
    for (const member of [Reflect.get(descriptor, "get"), Reflect.get(descriptor, "set")] as (object | undefined)[]) {
      if (member !== undefined) kinds.set(member, kinds.get(member) ?? kind);
    }
    if (typeof value === "function") markAll(value, kind, seen);
  }
  for (const symbol of Object.getOwnPropertySymbols(owner)) {
    const { value } = Object.getOwnPropertyDescriptor(owner, symbol) ?? {};
    if (typeof value === "function") markAll(value, kind, seen);
  }
  if (typeof owner === "function") markAll(owner.prototype, kind, seen);
  markAll(Object.getPrototypeOf(owner), kind, seen);
}

const generatorFunction = Object.getPrototypeOf(function* () {}) as object;
const asyncGeneratorFunction = Object.getPrototypeOf(async function* () {}) as object;

/** What JavaScript itself has: it calls nothing but what it is given. */
const builtIns: readonly unknown[] = [
  Object,
  Function,
  Array,
  Map,
  Set,
  WeakMap,
  WeakSet,
  WeakRef,
  String,
  Number,
  Boolean,
  Symbol,
  BigInt,
  // oxlint-disable-next-line no-restricted-globals -- the class itself, no time is read
  Date,
  RegExp,
  Promise,
  Proxy,
  Error,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  ArrayBuffer,
  SharedArrayBuffer,
  DataView,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  Math,
  JSON,
  Reflect,
  Atomics,
  Intl,
  parseInt,
  parseFloat,
  isNaN,
  isFinite,
  encodeURIComponent,
  decodeURIComponent,
  encodeURI,
  decodeURI,
  structuredClone,
  [][Symbol.iterator](),
  new Map().entries(),
  new Set().values(),
  ""[Symbol.iterator](),
  "".matchAll(/(?:)/g),
  Object.getPrototypeOf(async () => {}),
  generatorFunction,
  Reflect.get(generatorFunction, "prototype"),
  asyncGeneratorFunction,
  Reflect.get(asyncGeneratorFunction, "prototype"),
  console,
  URL,
  URLSearchParams,
  AbortController,
  AbortSignal,
  TextEncoder,
  TextDecoder,
];

for (const part of builtIns) markAll(part, "built-in", new Set());
for (const assertion of [...assertions, ...deepAssertions]) kinds.set(assertion, "built-in");
for (const part of Object.values({ ...timeloom, ...testing })) {
  markAll(part, "own", new Set([Object.prototype, Function.prototype]));
}
