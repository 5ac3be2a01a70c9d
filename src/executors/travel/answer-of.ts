import { isThenable } from "../../core/call-body.ts";
import { namedContext } from "../../core/context/context-names.ts";
import { enterContext } from "../../core/context/native-scope.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import { recordOf, type Thrown } from "./thrown.ts";
import { type Border, requireCloneable } from "./require-cloneable.ts";

/**
 * Make a call in a worker: with its context variables, and what it returns or throws as data. Never throws.
 *
 * @param loop - In whose thread the call is made, if it is made in the thread of a loop.
 */
export function answerOf(call: Call, border: Border, loop?: LoopCore): Answer | Promise<Answer> {
  const { function: work, args, each, context, name } = call;
  const make = (): unknown => (each ? valuesOf(work, args) : work(...(args as never[])));
  const returned = (value: unknown): Answer => {
    requireCloneable(value, `the result of ${name}()`, border);
    return { value };
  };
  const thrown = (error: unknown): Answer => ({ thrown: recordOf(error, border) });
  try {
    const isPlain = loop === undefined && context.size === 0; // spares small calls an async context
    const result = isPlain ? make() : enterContext(namedContext(context), loop, make);
    return isThenable(result) ? Promise.resolve(result).then(returned).catch(thrown) : returned(result);
  } catch (error) {
    return thrown(error);
  }
}

/** What a call has come to, as data that can be sent back. */
export type Answer = { readonly value: unknown } | { readonly thrown: Thrown };

/** A call that has come to a worker. */
interface Call {
  readonly function: (...args: never[]) => unknown;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly each: boolean;
  readonly context: ReadonlyMap<string, unknown>;
}

/** Call `work` with each of `items`, one after the other. */
function valuesOf(work: (item: never) => unknown, items: readonly unknown[]): unknown {
  const values: unknown[] = [];
  for (const [index, item] of items.entries()) {
    const value = work(item as never);
    if (isThenable(value)) return restOf(work, items.slice(index + 1), values, value);
    values.push(value);
  }
  return values;
}

async function restOf(
  work: (item: never) => unknown,
  items: readonly unknown[],
  values: unknown[],
  first: PromiseLike<unknown>,
): Promise<unknown[]> {
  values.push(await first);
  for (const item of items) values.push(await work(item as never));
  return values;
}
