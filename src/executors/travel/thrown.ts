import { nameOf } from "../../core/arguments/describe.ts";
import { asText } from "../../core/arguments/as-text.ts";
import { errorClasses } from "./error-classes.ts";
import { type Border, requireCloneable } from "./require-cloneable.ts";

/** What was thrown, as data that can be sent: {@link revive} makes it again. */
export type Thrown = { readonly error: ErrorRecord } | { readonly value: unknown };

/** An error as data. */
interface ErrorRecord {
  /** The names of its class and of the classes that it extends, its own first. */
  readonly classes: readonly string[];
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly hint: string | undefined;
  /** Own properties that can be sent; the others as text. */
  readonly fields: readonly (readonly [name: string, value: unknown])[];
  readonly cause: Thrown | undefined;
  /** Of a group. */
  readonly errors: readonly Thrown[] | undefined;
}

/** `thrown` as data: an error with its class, fields, stack and causes. Never throws. */
export function recordOf(thrown: unknown, border: Border): Thrown {
  return record(thrown, border, new Set());
}

function record(thrown: unknown, border: Border, seen: Set<unknown>): Thrown {
  try {
    if (!(thrown instanceof Error)) return valueOf(thrown, border);
    if (seen.has(thrown)) return { value: asText(thrown) };
    seen.add(thrown);
    const { name, message, stack, hint, cause, errors } = thrown as Error & { hint?: unknown; errors?: unknown };
    return {
      error: {
        classes: classNames(thrown),
        name: asText(name),
        message: asText(message),
        stack: typeof stack === "string" ? stack : undefined,
        hint: typeof hint === "string" ? hint : undefined,
        fields: Object.entries(thrown).flatMap(([key, value]) => {
          return special.has(key) ? [] : [[key, sendable(value, border)] as const];
        }),
        cause: "cause" in thrown ? record(cause, border, seen) : undefined,
        errors: Array.isArray(errors) ? errors.map((error) => record(error, border, seen)) : undefined,
      },
    };
  } catch {
    return { value: asText(thrown) }; // a proxy that was revoked, a getter that throws
  }
}

/** What was thrown, and is no error: itself, or the error that says why it cannot be sent. */
function valueOf(value: unknown, border: Border): Thrown {
  try {
    requireCloneable(value, "what was thrown", border);
    return { value };
  } catch (error) {
    return recordOf(error, border);
  }
}

/** Properties that a record has places for. */
const special: ReadonlySet<string> = new Set(["name", "message", "stack", "hint", "cause", "errors"]);

/** `value`, or its text if it cannot be sent. */
function sendable(value: unknown, border: Border): unknown {
  try {
    requireCloneable(value, "it", border);
    return value;
  } catch {
    return asText(value);
  }
}

function classNames(error: Error): string[] {
  const names: string[] = [];
  for (let at: unknown = Object.getPrototypeOf(error); at !== Object.prototype && at !== null;) {
    names.push(nameOf((at as object).constructor) ?? "Error");
    at = Object.getPrototypeOf(at);
  }
  return names;
}

/**
 * What a record was made of. An error has its class again if the class is JavaScript's own or timeloom's; otherwise the nearest such
 * class that it extends, and its own name.
 */
export function revive(thrown: Thrown): unknown {
  if ("value" in thrown) return thrown.value;
  const { classes, name, message, stack, hint, fields, cause, errors } = thrown.error;
  const known = classes.find((each) => errorClasses.has(each)) ?? "Error";
  if (known === "DOMException") return new DOMException(message, name);
  const prototype = (errorClasses.get(known) ?? Error).prototype as Error;
  const error = Object.setPrototypeOf(new Error(message), prototype) as Error;
  const hide = (key: string, value: unknown): void => {
    Object.defineProperty(error, key, { value, configurable: true, writable: true, enumerable: false });
  };
  if (stack !== undefined) hide("stack", stack);
  if (hint !== undefined) hide("hint", hint);
  const [own] = classes;
  // Errors of Node are of a class NodeError, which calls itself TypeError and the like.
  const isUnnamed = name === prototype.name || name === known;
  const title = own !== known && own !== "NodeError" && own !== undefined && isUnnamed ? own : name;
  if (title !== error.name) hide("name", title);
  for (const [key, value] of fields) Object.assign(error, { [key]: value });
  if (cause !== undefined) hide("cause", revive(cause));
  if (errors !== undefined) hide("errors", errors.map(revive));
  return error;
}
