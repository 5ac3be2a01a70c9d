/** What V8 says when code goes wrong that expected something else: never for the eyes of a caller. */
const internal = [
  "Cannot (read|set) propert",
  "Cannot (read|write) private",
  "Cannot (convert|destructure|mix BigInt|assign to|define property|delete property|redefine|create property)",
  "Cannot use 'in' operator",
  "Cannot access '",
  "Cannot perform '",
  "Cannot add property",
  "is not (a function|iterable|async iterable|a constructor|an object|defined|callable|extensible)",
  "(undefined|null|object null|object) is not",
  "called (on|with) (null|undefined|non-object|incompatible)",
  "Reduce of empty",
  "Invalid (array|typed array|array buffer|string) length",
  "Invalid (count|time|code point|date|regular expression|flags) (value|supplied)|Invalid regular expression",
  "Invalid value used (as|in)",
  "Maximum call stack",
  "Right-hand side of",
  "Receiver must be",
  "Private field|private name",
  "already running",
  "Converting circular",
  "Object prototype may only",
  "on proxy: trap",
  "digits\\(?\\)? argument",
  "Iterator (value|result)",
  "non-callable",
  "padEnd|toFixed",
  "Method .* called",
  "out of (bounds|memory)",
  "must be (coercible|callable)",
  "may not be used|does not exist in",
];
const pattern = new RegExp(internal.join("|"));

/** What V8 says is exact about a proxy that was revoked, whoever touches it. */
const revoked = /on a proxy that has been revoked$/;

/** Whether `text` is V8's, not ours. @param {string} text */
export function internalText(text) {
  return pattern.test(text) && !revoked.test(text);
}

/**
 * The messages of `error`, of its causes and of its members.
 *
 * @param {unknown} error
 * @param {number} [depth]
 * @returns {string[]}
 */
export function textsOf(error, depth = 3) {
  if (!isError(error) || depth === 0) return [];
  const members = error instanceof AggregateError ? error.errors.slice(0, 5) : [];
  return [error.message, ...[error.cause, ...members].flatMap((inner) => textsOf(inner, depth - 1))];
}

/** Whether `value` is an error. A proxy may throw at the question. @param {unknown} value @returns {value is Error} */
export function isError(value) {
  try {
    return value instanceof Error;
  } catch {
    return false;
  }
}
