import { classOf } from "../../core/arguments/describe.ts";
import { typeError } from "../../core/errors/type-error.ts";

/**
 * Whether `a` comes before `b` in the natural order of their kind: `<` for numbers, bigints, strings, booleans and objects
 * with such a value (dates), element by element for arrays, as Python's `<` for tuples.
 *
 * @throws {TypeError} If they have no common order.
 */
export function isLess(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return a < b;
  if (Array.isArray(a) && Array.isArray(b)) return isLessArray(a, b);
  const left = primitive(a);
  const right = primitive(b);
  if (isNumeric(left) && isNumeric(right)) return left < right;
  if (typeof left === "string" && typeof right === "string") return left < right;
  throw typeError(
    `'<' not supported between instances of '${kindOf(a)}' and '${kindOf(b)}'`,
    "pass new PriorityQueue(maxsize, { compare }), or put [priority, counter, item]",
  );
}

/** The first elements that differ decide; if there are none, the shorter one comes first. */
function isLessArray(a: readonly unknown[], b: readonly unknown[]): boolean {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    if (!isSame(a[index], b[index])) return isLess(a[index], b[index]);
  }
  return a.length < b.length;
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, index) => isSame(element, b[index]));
  }
  const left = primitive(a);
  const right = primitive(b);
  return left === right || (isNumeric(left) && isNumeric(right) && !(left < right) && !(right < left));
}

/** The value that an object stands for, for instance the time of a date; a boolean counts as 0 or 1, as in Python. */
function primitive(value: unknown): unknown {
  if (typeof value === "boolean") return Number(value);
  if (typeof value !== "object" || value === null) return value;
  return typeof value.valueOf === "function" ? value.valueOf() : value; // no prototype, no valueOf()
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "object" ? classOf(value) : typeof value;
}
