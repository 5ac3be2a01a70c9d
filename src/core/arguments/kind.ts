import { typeError } from "../errors/type-error.ts";
import { describe } from "./describe.ts";

/** What an argument or an option may be. */
export interface Kind {
  /** As a sentence says it: "true or false". */
  readonly text: string;
  /** How to mend a wrong value. */
  readonly hint: string;
  readonly fits: (value: unknown) => boolean;
}

/** Any value: there is nothing to check, or the code that uses the value checks more than its type. */
export const anything: Kind = { text: "anything", hint: "pass a value", fits: () => true };

export const trueOrFalse: Kind = {
  text: "true or false",
  hint: "pass true or false",
  fits: (value) => typeof value === "boolean",
};

export const aFunction: Kind = functionOf("pass the function itself, not what it returns");

export const aText: Kind = {
  text: "a string",
  hint: "pass a text in quotes",
  fits: (value) => typeof value === "string",
};

export const aNumber: Kind = {
  text: "a number",
  hint: "pass a number",
  fits: (value) => typeof value === "number" && !Number.isNaN(value),
};

export const anObject: Kind = {
  text: "an object",
  hint: "pass an object",
  fits: (value) => typeof value === "object" && value !== null,
};

export const aList: Kind = { text: "a list", hint: "pass an array", fits: isArray };

export const anIterable: Kind = {
  text: "a list or another iterable",
  hint: "pass an array or a Set",
  fits: (value) => {
    if (typeof value === "string" || value === null || value === undefined) return false;
    return isFunction((value as Partial<Iterable<unknown>>)[Symbol.iterator]);
  },
};

/** A function. @param hint - What to write. */
export function functionOf(hint: string): Kind {
  return { text: "a function", hint, fits: isFunction };
}

/** An object of a class. */
export function instanceOf(text: string, Class: abstract new (...args: never[]) => unknown, hint: string): Kind {
  return { text, hint, fits: (value) => value instanceof Class };
}

/** An object that has `methods`. */
export function objectWith(text: string, methods: readonly string[], hint: string): Kind {
  const has = (value: unknown): boolean => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
    return methods.every((name) => isFunction((value as Readonly<Record<string, unknown>>)[name]));
  };
  return { text, hint, fits: has };
}

/** `kind`, or null. */
export function orNull(kind: Kind): Kind {
  return { ...kind, text: `${kind.text}, or null`, fits: (value) => value === null || kind.fits(value) };
}

/** A value of `kind` in each place of a list. */
export function listOf({ text, hint, fits }: Kind): Kind {
  return { text: `a list, each of it ${text}`, hint, fits: (value) => isArray(value) && value.every(fits) };
}

/** @throws {TypeError} If `value` is not of `kind`. */
export function requireKind(name: string, value: unknown, { text, hint, fits }: Kind): void {
  if (!fits(value)) throw typeError(`${name} must be ${text}, got ${describe(value)}`, hint);
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function isArray(value: unknown): value is unknown[] {
  return Array.isArray(value);
}
