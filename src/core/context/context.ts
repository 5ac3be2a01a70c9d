import { requireOptions } from "../arguments/require-options.ts";
import { instanceOf, type Kind, orNull, aFunction, anything, aText, requireKind } from "../arguments/kind.ts";
import { asText } from "../arguments/as-text.ts";
import type { ContextScope, ContextValues, TaskCore } from "../contracts/loop-core.ts";
import { RuntimeError } from "../errors/runtime-error.ts";
import { ValueError } from "../errors/value-error.ts";
import { current, taskHere } from "./current.ts";
import { nativeScope } from "./native-scope.ts";

/** The values of context variables that a task or callback sees. Copying is O(1); setting copies the values. */
export class Context {
  /** @internal */ values: ContextValues;
  #entered = false;

  constructor(values: ContextValues = noValues) {
    this.values = values;
  }

  /** A context with the same values. Later changes to this context do not reach the copy. */
  copy(): Context {
    return new Context(this.values);
  }

  /**
   * Call `body` with this context as the current one, and keep what it sets.
   *
   * @throws {RuntimeError} If this context is entered already.
   */
  run<T>(body: () => T): T {
    if (this.#entered) {
      throw new RuntimeError("cannot enter context: it is already entered", "enter a copy: context.copy().run(…)");
    }
    requireKind("body", body, aFunction);
    const outer = current.context;
    this.#entered = true;
    current.context = this;
    try {
      return body();
    } finally {
      current.context = outer;
      this.#entered = false;
    }
  }

  /** The value of `variable` in this context, else `fallback`. */
  get<T>(variable: ContextVar<T>, fallback?: T): T | undefined {
    requireVariable(variable);
    return valueIn<T | undefined>(this.values, variable, fallback);
  }

  has(variable: ContextVar<unknown>): boolean {
    requireVariable(variable);
    return valueIn<unknown>(this.values, variable, missing) !== missing;
  }

  toString(): string {
    return "<Context object>";
  }

  /** Every variable that was set in this context, in the order of the first `set()`. */
  *[Symbol.iterator](): IterableIterator<[ContextVar<unknown>, unknown]> {
    for (const [variable, value] of this.values) if (variable instanceof ContextVar) yield [variable, value];
  }
}

/** What `context` may be among the options of a task or callback. */
export const contextKind: Kind = orNull(instanceOf("a Context", Context, "pass copyContext(), or a new Context()"));

const noValues: ReadonlyMap<object, unknown> = new Map();
const missing: unique symbol = Symbol("Token.MISSING");

/** The key, in a context that came from another thread, of the values by the names of their variables: a `ReadonlyMap<string, unknown>`. */
export const valuesByName: object = {};

/** The value of `variable` in `values`, which may be there by its name only; else `otherwise`. */
function valueIn<T>(values: ContextValues, variable: { readonly name: string }, otherwise: T): T {
  if (values.has(variable)) return values.get(variable) as T;
  const named = values.get(valuesByName) as ReadonlyMap<string, unknown> | undefined;
  return named?.has(variable.name) === true ? (named.get(variable.name) as T) : otherwise;
}

function requireVariable(variable: unknown): void {
  requireKind("variable", variable, aVariable);
}

/** The context outside of tasks. */
const outermost = new Context();

/** The context of the code that runs now. */
function currentContext(): ContextScope {
  if (current.context !== undefined) return current.context;
  const task = taskHere();
  return task === undefined ? (nativeScope()?.context ?? outermost) : contextOf(task);
}

/** The values of the current context: what a new task or callback starts with. */
export function currentValues(): ContextValues {
  if (current.context !== undefined) return current.context.values;
  const task = taskHere();
  return task === undefined ? (nativeScope()?.context ?? outermost).values : valuesOf(task);
}

/** The context of `task`, made on first use. */
export function contextOf(task: TaskCore): Context {
  if (task.variables instanceof Context) return task.variables;
  const context = new Context(valuesOf(task));
  task.variables = context;
  return context;
}

function valuesOf({ variables }: TaskCore): ContextValues {
  return variables instanceof Context ? variables.values : (variables as ContextValues);
}

/**
 * A copy of the current context.
 *
 * @see {@link https://docs.python.org/3/library/contextvars.html#contextvars.copy_context | contextvars.copy_context}
 */
export function copyContext(): Context {
  return new Context(currentValues());
}

/** The result of `ContextVar.set()`: `reset()` takes it to bring the old value back. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the constructor sets every field
export class Token<T> {
  /** The `oldValue` of a token if the variable had no value. */
  static readonly MISSING: typeof missing = missing;
  /** The variable that was set. */
  readonly var: ContextVar<T>;

  /** @internal */
  constructor(variable: ContextVar<T>, context: ContextScope, old: T | typeof missing) {
    this.var = variable;
    this.context = context;
    this.old = old;
    this.used = false;
  }

  /** The value from before the `set()`, or `Token.MISSING` if there was none. */
  get oldValue(): T | typeof missing {
    return this.old;
  }

  toString(): string {
    return `<Token${this.used ? " used" : ""} var=${String(this.var)}>`;
  }
}

/** Internal members. @internal */
export interface Token<T> {
  context: ContextScope;
  old: T | typeof missing;
  used: boolean;
}

/**
 * A variable with a value of its own in every task. A new task starts with a copy of its creator's values.
 *
 * @see {@link https://docs.python.org/3/library/contextvars.html#contextvars.ContextVar | contextvars.ContextVar}
 */
export class ContextVar<T> {
  readonly name: string;
  readonly #default: T | typeof missing;

  /** @param settings - `default`: the result of `get()` where the variable was never set. */
  constructor(name: string, settings?: { readonly default: T }) {
    if (settings !== undefined) requireOptions("ContextVar", settings, { default: anything });
    requireKind("name", name, aText);
    this.name = name;
    this.#default = settings === undefined ? missing : settings.default;
  }

  toString(): string {
    const value = this.#default === missing ? "" : ` default=${asText(this.#default)}`;
    return `<ContextVar name='${this.name}'${value}>`;
  }

  /**
   * The value in the current context, else `fallback`, else the variable's default.
   *
   * @throws {ValueError} If all three are missing.
   */
  get(fallback?: T): T {
    const value = valueIn<T | typeof missing>(currentContext().values, this, missing);
    if (value !== missing) return value;
    if (arguments.length > 0) return fallback as T;
    if (this.#default !== missing) return this.#default;
    throw new ValueError(`ContextVar '${this.name}' has no value`, "set() it first, or give it a default");
  }

  /** Set the value in the current context. @returns a token for `reset()` */
  set(value: T): Token<T> {
    const context = currentContext();
    const old = context.values.has(this) ? (context.values.get(this) as T) : missing;
    context.values = new Map(context.values).set(this, value);
    return new Token<T>(this, context, old);
  }

  /**
   * Bring back the value from before the `set()` that made `token`.
   *
   * @throws {RuntimeError} If the token was used before.
   * @throws {ValueError} If it belongs to another variable or another context.
   */
  reset(token: Token<T>): void {
    requireKind("token", token, aToken);
    if (token.used) throw new RuntimeError("Token has already been used once", "reset() each token at most once");
    if (token.var !== this) {
      throw new ValueError("Token was created by a different ContextVar", "reset() the variable that made the token");
    }
    const context = currentContext();
    if (token.context !== context) {
      throw new ValueError("Token was created in a different Context", "reset() in the task that called set()");
    }
    token.used = true;
    const values = new Map(context.values);
    if (token.old === missing) values.delete(this);
    else values.set(this, token.old);
    context.values = values;
  }
}

const aVariable = instanceOf("a ContextVar", ContextVar, "pass the variable, not its name");
const aToken = instanceOf("a Token", Token, "pass what set() has returned");
