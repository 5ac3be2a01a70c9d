import type { ContextScope } from "../contracts/loop-core.ts";
import { ValueError } from "../errors/value-error.ts";
import { Context, ContextVar, currentValues, valuesByName } from "./context.ts";

/**
 * The values of the current context, by the names of their variables: so they travel to another thread, whose variables are objects
 * of its own.
 *
 * @throws {ValueError} If two variables that are set have one name.
 */
export function contextNames(): ReadonlyMap<string, unknown> {
  const values = currentValues();
  if (values.size === 0) return none;
  const names = new Map<string, unknown>();
  for (const [variable, value] of values) {
    if (!(variable instanceof ContextVar)) continue;
    if (names.has(variable.name)) {
      throw new ValueError(
        `Cannot send the context to a worker: two context variables are called '${variable.name}'`,
        "give each ContextVar a name of its own: a worker finds its value by the name",
      );
    }
    names.set(variable.name, value);
  }
  const inherited = values.get(valuesByName) as ReadonlyMap<string, unknown> | undefined;
  return inherited === undefined ? names : new Map([...inherited, ...names]);
}

/** A context in which variables have the values of `names`. */
export function namedContext(names: ReadonlyMap<string, unknown>): ContextScope {
  return new Context(new Map([[valuesByName, names]]));
}

const none: ReadonlyMap<string, unknown> = new Map();
