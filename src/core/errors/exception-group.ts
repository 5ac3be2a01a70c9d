import { textOf } from "../text-of.ts";
import { typeError } from "./type-error.ts";
import { ValueError } from "./value-error.ts";

/**
 * Several errors that happened together, possibly in groups of groups.
 *
 * @see {@link https://docs.python.org/3/library/exceptions.html#ExceptionGroup | ExceptionGroup}
 */
export class ExceptionGroup extends AggregateError {
  override readonly name: string = "ExceptionGroup";
  /** The message without the count. */
  readonly text: string;

  /**
   * @throws {TypeError} If `errors` is no array.
   * @throws {ValueError} If it is empty.
   */
  constructor(text: string, errors: readonly unknown[]) {
    if (!Array.isArray(errors)) {
      throw typeError("second argument (exceptions) must be a sequence", "pass an array of errors");
    }
    if (errors.length === 0) {
      throw new ValueError("second argument (exceptions) must be a non-empty sequence", "pass at least one error");
    }
    super([...errors], `${textOf(text)} (${errors.length} sub-exception${errors.length === 1 ? "" : "s"})`);
    this.text = text;
  }

  /** A group like this one with other errors. */
  derive(errors: readonly unknown[]): ExceptionGroup {
    return new ExceptionGroup(this.text, errors);
  }

  /** The part that meets `condition`, with the same nesting, or null. */
  subgroup(condition: Condition): ExceptionGroup | null {
    return this.split(condition)[0];
  }

  /** The part that meets `condition` and the rest, each with the same nesting, or null. */
  split(condition: Condition): [match: ExceptionGroup | null, rest: ExceptionGroup | null] {
    const meets = predicate(condition);
    if (meets(this)) return [this, null];
    const matching: unknown[] = [];
    const others: unknown[] = [];
    for (const error of this.errors as unknown[]) {
      if (error instanceof ExceptionGroup) {
        const [match, rest] = error.split(condition);
        if (match !== null) matching.push(match);
        if (rest !== null) others.push(rest);
      } else (meets(error) ? matching : others).push(error);
    }
    return [this.#part(matching), this.#part(others)];
  }

  #part(errors: readonly unknown[]): ExceptionGroup | null {
    if (errors.length === 0) return null;
    const part = this.derive(errors);
    if (this.stack !== undefined) part.stack = this.stack;
    if (this.cause !== undefined) part.cause = this.cause;
    return part;
  }
}

type ErrorClass = abstract new (...args: never[]) => Error;

/** Selects errors of a group: one class, several, or a predicate, which is called with groups and with errors. */
export type Condition = ErrorClass | readonly ErrorClass[] | ((error: unknown) => boolean);

function predicate(condition: Condition): (error: unknown) => boolean {
  requireCondition(condition);
  if (typeof condition !== "function") return (error) => condition.some((type) => error instanceof type);
  if (!isErrorClass(condition)) return condition;
  return (error) => error instanceof condition;
}

function requireCondition(condition: unknown): void {
  const isClass = (type: unknown): boolean => typeof type === "function";
  if (isClass(condition) || (Array.isArray(condition) && condition.every(isClass))) return;
  throw typeError(
    `condition must be a class of errors, a list of classes, or a function, got ${textOf(condition)}`,
    "pass TypeError, [TypeError, RangeError] or (error) => …",
  );
}

function requireClause(clause: unknown): void {
  if (Array.isArray(clause) && typeof clause[1] === "function") return;
  throw typeError(
    `a clause must be a condition with its handler, got ${textOf(clause)}`,
    "pass pairs, such as [TypeError, (group) => { … }]",
  );
}

function isErrorClass(condition: ErrorClass | ((error: unknown) => boolean)): condition is ErrorClass {
  return condition === Error || condition.prototype instanceof Error;
}

/**
 * Python's `except*`: hand each clause the part of `error` that meets its condition, and throw the rest.
 *
 * @param error - A group, or a single error, which is treated as a group of one.
 * @param clauses - Conditions and handlers, in order. Later clauses do not see what an earlier one took. A handler that
 *   throws does not keep the others from running.
 * @throws {ExceptionGroup} With the errors that no clause took or that a handler rethrew, with the same nesting;
 *   before them the other errors that handlers threw.
 * @see {@link https://docs.python.org/3/reference/compound_stmts.html#except-star | except*}
 *
 * @example
 * ```ts
 * const group = new ExceptionGroup("two failed", [new TypeError("a"), new RangeError("b")]);
 * const seen: string[] = [];
 * exceptStar(
 *   group,
 *   [TypeError, ({ errors }) => seen.push(`types: ${errors.length}`)],
 *   [RangeError, ({ errors }) => seen.push(`ranges: ${errors.length}`)],
 * );
 * assert.deepEqual(seen, ["types: 1", "ranges: 1"]);
 * ```
 */
export function exceptStar(
  error: unknown,
  ...clauses: readonly (readonly [condition: Condition, handler: (group: ExceptionGroup) => unknown])[]
): void {
  const group = error instanceof ExceptionGroup ? error : new ExceptionGroup("", [error]);
  let rest: ExceptionGroup | null = group;
  let handled = false;
  const thrown: unknown[] = [];
  const rethrown: ExceptionGroup[] = [];
  for (const clause of clauses) requireClause(clause);
  for (const [condition, handler] of clauses) {
    if (rest === null) break;
    const [match, left]: [ExceptionGroup | null, ExceptionGroup | null] = rest.split(condition);
    rest = left;
    if (match === null) continue;
    handled = true;
    try {
      handler(match);
    } catch (failure) {
      if (failure === match) rethrown.push(match);
      else thrown.push(failure);
    }
  }
  if (!handled) throw error;
  const left = rethrown.length === 0 ? rest : partOf(group, rest === null ? rethrown : [...rethrown, rest]);
  if (thrown.length > 0) throw new ExceptionGroup("", left === null ? thrown : [...thrown, left]);
  if (left !== null) throw left;
}

/** The errors of `parts`, with the nesting of `group`. */
function partOf(group: ExceptionGroup, parts: readonly ExceptionGroup[]): ExceptionGroup | null {
  const errors = new Set(parts.flatMap(leaves));
  return group.subgroup((error) => errors.has(error));
}

function leaves(group: ExceptionGroup): unknown[] {
  return group.errors.flatMap((error: unknown) => (error instanceof ExceptionGroup ? leaves(error) : [error]));
}
