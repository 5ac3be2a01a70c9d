import type { TestContext, TestOptions } from "vitest";
import { standIn } from "../core/driving/stand-in.ts";
import type { ExploreTestOptions, LoopTestOptions } from "./loop-test.ts";

/** vitest's `test`, or one made from it, that has its bodies run by `enter`. */
export function wrapTest(test: Callable, enter: Enter): Callable {
  const skipIf = (condition: unknown): unknown => (condition ? Reflect.get(proxy, "skip") : proxy);
  const proxy: Callable = new Proxy(test, {
    apply: (_, __, args: unknown[]) => declare(test, args, "loop", enter),
    get: (_, key) => {
      if (key === "explore") return (...args: unknown[]) => declare(test, args, "explore", enter);
      if (key === "skipIf") return skipIf;
      if (key === "runIf") return (condition: unknown) => skipIf(!condition);
      const value: unknown = Reflect.get(test, key);
      if (typeof value !== "function") return value;
      const method = value as Callable;
      if (chained.includes(key)) return wrapTest(method, enter);
      if (key === "each") return (...cases: unknown[]) => eachOf(test, cases, enter);
      if (key === "for") return (...cases: unknown[]) => forOf(test, cases, enter);
      if (key === "extend") return (...args: unknown[]) => wrapTest(method.apply(test, args) as Callable, enter);
      if (key === "override") return (...args: unknown[]) => (method.apply(test, args), proxy);
      return method;
    },
  });
  return proxy;
}

/** How a body is run. */
type Mode =
  | { readonly kind: "loop"; readonly settings: Omit<LoopTestOptions, keyof TestOptions> }
  | { readonly kind: "explore"; readonly settings: Omit<ExploreTestOptions, keyof TestOptions> };

/** Runs the body of a test. */
export type Enter = (context: TestContext, mode: Mode, body: () => unknown) => unknown;

type Callable = (...args: unknown[]) => unknown;

/** The options that are vitest's: all others are timeloom's, and timeloom refuses unknown ones. */
const vitestOptions: readonly string[] = Object.keys({
  timeout: 0,
  retry: 0,
  repeats: 0,
  concurrent: 0,
  sequential: 0,
  skip: 0,
  only: 0,
  todo: 0,
  fails: 0,
  tags: 0,
  meta: 0,
} satisfies Record<Exclude<keyof TestOptions, "shuffle">, 0>);

/** Properties of `test` that are a `test` themselves. */
const chained: readonly unknown[] = ["concurrent", "sequential", "only", "skip", "todo", "fails"];

/** The arguments after the name of a test, in either order that vitest takes. */
interface Given {
  readonly options: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly body: Callable | undefined;
}

function given(second: unknown, third: unknown): Given {
  if (typeof second === "function") {
    return { options: { timeout: third }, settings: {}, body: second as Callable };
  }
  const entries = Object.entries(second ?? {});
  return {
    options: Object.fromEntries(entries.filter(([key]) => vitestOptions.includes(key))),
    settings: Object.fromEntries(entries.filter(([key]) => !vitestOptions.includes(key))),
    body: third as Callable | undefined,
  };
}

function declare(test: Callable, args: readonly unknown[], kind: Mode["kind"], enter: Enter): unknown {
  const [name, second, third] = args;
  // vitest refuses this order of arguments, in its own words.
  if (typeof second === "function" && typeof third === "object" && third !== null) return test(...args);
  const { options, settings, body } = given(second, third);
  if (body === undefined) return test(name, options);
  return test(
    name,
    options,
    readAs(body, (context) =>
      enter(
        context as TestContext,
        { kind, settings },
        standIn(() => body(context), body),
      ),
    ),
  );
}

/** `test.for()`: the body gets the case first, then its fixtures. */
function forOf(test: Callable, cases: readonly unknown[], enter: Enter): Callable {
  const declareAll = method(test, "for")(...cases) as Callable;
  return (name, second, third) => {
    const { options, settings, body } = given(second, third);
    if (body === undefined) return declareAll(name, options);
    const run: Callable = (item, context) =>
      enter(
        context as TestContext,
        { kind: "loop", settings },
        standIn(() => body(item, context), body),
      );
    return declareAll(name, options, readAs(body, run));
  };
}

/** `test.each()`: the body gets only the parts of the case. */
function eachOf(test: Callable, cases: readonly unknown[], enter: Enter): Callable {
  const declareAll = method(test, "for")(...cases) as Callable;
  const [list] = cases;
  const spread = cases.length === 1 && Array.isArray(list) && list.every(Array.isArray);
  return (name, second, third) => {
    const { options, settings, body } = given(second, third);
    if (body === undefined) return declareAll(name, options);
    const run: Callable = (item, context) => {
      const parts = spread ? (item as unknown[]) : [item];
      return enter(
        context as TestContext,
        { kind: "loop", settings },
        standIn(() => body(...parts), body),
      );
    };
    return declareAll(
      name,
      options,
      readAs(() => undefined, run),
    );
  };
}

function method(test: Callable, key: string): Callable {
  const value = Reflect.get(test, key) as Callable;
  return (...args) => value.apply(test, args);
}

/** vitest reads the wanted fixtures from the text of a body: let it read the text of the user's body. */
function readAs(body: Callable, handler: Callable): Callable {
  return Object.defineProperty(handler, "toString", { value: () => body.toString() });
}
