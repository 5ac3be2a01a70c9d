import { classOf, describe } from "../../core/arguments/describe.ts";
import { typeError } from "../../core/errors/type-error.ts";

/**
 * Refuse what cannot be sent to another thread or process as it is: functions, symbols, class instances. Structured clone would throw
 * at some of them without saying where they are, and strip others of their class.
 *
 * @param name - What `value` is, in messages: "argument 1".
 * @throws {TypeError} If a part of `value` cannot travel. The message says which part.
 */
export function requireCloneable(value: unknown, name: string, border: Border): void {
  if (isPrimitive(value)) return;
  const found = search(value, "", border, { seen: new Set(), open: new Set() });
  if (found === undefined) return;
  const { what, path, hint } = found;
  const where = path === "" ? "it is" : `at ${path} is`;
  throw typeError(`Cannot send ${name} ${border.to}: ${where} ${what}`, hint);
}

/** What may cross to another thread or process. */
export interface Border {
  /** The other side, in messages: "to a worker". */
  readonly to: string;
  /** Whether memory can be shared. */
  readonly sharesMemory: boolean;
  /** Whether `value` is a proxy, if the platform can tell. */
  readonly isProxy?: ((value: object) => boolean) | undefined;
}

/** A part that cannot travel. */
interface Obstacle {
  readonly what: string;
  readonly path: string;
  readonly hint: string;
}

function isPrimitive(value: unknown): boolean {
  return value === null || (typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol");
}

/** What a search has come by. */
interface Trail {
  readonly seen: Set<object>;
  /** The errors whose cause is being searched. */
  readonly open: Set<object>;
}

function search(value: unknown, path: string, border: Border, trail: Trail): Obstacle | undefined {
  if (isPrimitive(value)) return undefined;
  if (typeof value === "function") return { what: describe(value), path, hint: functionHint };
  if (typeof value === "symbol") return { what: "a symbol", path, hint: "send a string instead" };
  const object = value as object;
  // Structured clone of Node 20 sends such an error, and cannot receive it: the call would never end.
  if (trail.open.has(object)) return { what: "an error that is a cause of itself", path, hint: circleHint };
  if (trail.seen.has(object)) return undefined;
  trail.seen.add(object);
  if (border.isProxy?.(object) === true) return { what: "a proxy", path, hint: "send a copy: { ...value }" };
  const kind = kindOf(object);
  if (kind === "SharedArrayBuffer" && !border.sharesMemory) {
    return { what: "shared memory", path, hint: "processes share no memory: use a ThreadPoolExecutor" };
  }
  if (kind === undefined) return { what: `an instance of ${classOf(object)}`, path, hint: instanceHint };
  try {
    if (kind === "Error") trail.open.add(object);
    for (const [key, part] of partsOf(object, kind)) {
      const found = search(part, path + key, border, trail);
      if (found !== undefined) return found;
    }
    trail.open.delete(object);
  } catch (error) {
    return { what: `an object that throws when it is read: ${String(error)}`, path, hint: "send plain data" };
  }
  return undefined;
}

const functionHint = "a worker has a heap of its own: send data, and let the worker import the function";
const circleHint = "leave the cause out";
const instanceHint = "send plain data, and make the instance in the worker";

/** The classes whose objects are copied with all that they are. */
const leaves: ReadonlySet<string> = new Set([
  "ArrayBuffer",
  "BigInt",
  "Boolean",
  "Date",
  "Number",
  "RegExp",
  "SharedArrayBuffer",
  "String",
]);

/** What kind of object `value` is; undefined if a copy would lose its class. Code of another realm has classes of its own. */
function kindOf(value: object): string | undefined {
  if (ArrayBuffer.isView(value)) return "view";
  const prototype: object | null = Object.getPrototypeOf(value);
  if (prototype === null) return "Object";
  const tag = Object.prototype.toString.call(value).slice("[object ".length, -1);
  const isBare = Object.getPrototypeOf(prototype) === null;
  if (tag === "Object") return isBare ? "Object" : undefined;
  if (tag === "Error") return errorClasses.has(classOf(prototype)) ? "Error" : undefined;
  if (tag !== classOf(prototype)) return undefined;
  return tag === "Array" || tag === "Map" || tag === "Set" || leaves.has(tag) ? tag : undefined;
}

const errorClasses: ReadonlySet<string> = new Set([
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
]);

function* partsOf(value: object, kind: string): Generator<readonly [path: string, part: unknown], void, void> {
  if (kind === "Map") {
    for (const [key, part] of value as Map<unknown, unknown>) {
      yield [".keys()", key];
      yield [`.get(${describe(key)})`, part];
    }
  } else if (kind === "Set") {
    for (const part of value as Set<unknown>) yield [".values()", part];
  } else if (kind === "Array") {
    for (const [index, part] of (value as unknown[]).entries()) yield [`[${index}]`, part];
  } else if (kind === "Object") {
    for (const [key, part] of Object.entries(value)) {
      yield [/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`, part];
    }
  } else if (kind === "Error") yield [".cause", (value as Error).cause];
}
