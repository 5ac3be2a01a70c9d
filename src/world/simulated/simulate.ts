import type { Wait } from "../../core/contracts/loop-core.ts";
import { describe } from "../../core/arguments/describe.ts";
import { requireOptions } from "../../core/arguments/require-options.ts";
import { isAsyncFunction, isThenable } from "../../core/call-body.ts";
import { Coroutine, coroutine } from "../../core/coroutine.ts";
import { current } from "../../core/context/current.ts";
import { CancelledError } from "../../core/errors/cancelled-error.ts";
import { typeError } from "../../core/errors/type-error.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { callNative } from "../../core/native/native-call.ts";
import { virtualEngineHere } from "../../loop/engine.ts";
import type { SimulateSettings } from "./simulate-settings.ts";
import { Simulated } from "./simulated.ts";

/**
 * Wrap a fake, or one function, so that each call that returns a promise completes as an outside system would: in any order with
 * other calls, and at any time. This puts mocks under exploration.
 *
 * The call itself is made at once: only its completion is delivered later. Calls of the fake to itself are not simulated, and
 * neither are calls that return no promise (make a generator method a `coroutine()`), nor calls from outside of a virtual loop.
 * Instances of a simulated class are simulated as well.
 *
 * @throws {TypeError} If `target` is neither an object nor a function, or a setting is not a list.
 * @throws {ValueError} If a list is empty, or a latency is not a finite number of seconds, or an option is unknown.
 *
 * @example
 * ```ts
 * const store = new Map([["balance", 100]]);
 * const account = simulate({ read: async () => store.get("balance") });
 * await run(async () => {
 *   assert.equal(await account.read(), 100);
 * }, { loopFactory: virtualLoop() });
 * ```
 */
export function simulate<T extends object>(target: T, settings: SimulateSettings = {}): T {
  if ((typeof target !== "object" && typeof target !== "function") || target === null) {
    throw typeError(`simulate() needs an object or a function, got ${describe(target)}`, "pass the fake itself");
  }
  if (isThenable(target)) {
    throw typeError(`simulate() needs a fake, got ${describe(target)}`, "pass the function that returns the promise");
  }
  requireSettings(settings);
  const methods = new Map<PropertyKey, { readonly method: object; readonly simulated: object }>();
  const methodOf = (method: object, property: PropertyKey): object => {
    const known = methods.get(property);
    if (known?.method === method) return known.simulated;
    const operation = `${String(property)}()`;
    const simulated = new Proxy(method, { apply: (_, __, args) => call(method, target, args, operation, settings) });
    methods.set(property, { method, simulated });
    return simulated;
  };
  // A proxy must show frozen methods of its own target as they are: for them the target is an object that inherits them.
  const simulated: T = new Proxy(isFixed(target) ? (Object.create(target) as T) : target, {
    get(_, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== "function" || property === "constructor") return value;
      return methodOf(value, property);
    },
    apply: (_, receiver, args) => call(target, receiver, args, `${nameOf(target)}()`, settings),
    construct(_, args, newTarget) {
      const own = newTarget === simulated;
      const made: object = Reflect.construct(
        target as NewableFunction,
        args,
        own ? (target as NewableFunction) : newTarget,
      );
      return own ? simulate(made, settings) : made;
    },
  });
  return simulated;
}

/** Whether `target` has methods that a proxy may not replace. */
function isFixed(target: object): boolean {
  if (typeof target === "function") return false;
  return Object.values(Object.getOwnPropertyDescriptors(target)).some(
    ({ configurable, writable, value }) => typeof value === "function" && !configurable && writable === false,
  );
}

function nameOf(target: object): string {
  return typeof target === "function" && target.name !== "" ? target.name : "simulated";
}

function call(
  method: object,
  receiver: unknown,
  args: unknown[],
  operation: string,
  settings: SimulateSettings,
): unknown {
  const loop = virtualEngineHere();
  const make = (): unknown => Reflect.apply(method as () => unknown, receiver, args);
  if (loop === undefined) return make();
  if (isAsyncFunction(method) && settings.failures !== undefined) {
    const simulated = new Simulated(loop, operation, settings);
    return simulated.fails() ? simulated.result : simulated.promised(callHere(make) as Promise<unknown>);
  }
  const outcome = callHere(make);
  if (outcome instanceof Coroutine) return simulatedCoroutine(outcome, new Simulated(loop, operation, settings));
  if (!isThenable(outcome)) return outcome;
  const simulated = new Simulated(loop, operation, settings);
  if (!simulated.fails()) return simulated.promised(outcome);
  outcome.then(undefined, () => undefined); // a failure of the call itself is lost, too
  return simulated.result;
}

/** Call what may be native code. A generator must enter the async context of its task first. */
function callHere(make: () => unknown): unknown {
  const { task, microtasksDue } = current;
  const outcome = task ? callNative(task, make) : make();
  current.microtasksDue = microtasksDue || (isThenable(outcome) && !(outcome instanceof Coroutine));
  return outcome;
}

/** Coroutines begin when they are awaited: their outcome arrives after they have ended. */
const simulatedCoroutine = coroutine(function* (
  work: Coroutine<unknown>,
  simulated: Simulated,
): Generator<Wait, unknown, void> {
  const { result } = simulated;
  if (simulated.fails()) work.close();
  else {
    try {
      const value = yield* work;
      simulated.comesWith(() => result.setResult(value));
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      simulated.comesWith(() => result.setException(error));
    }
  }
  return yield* result;
});

function requireSettings(settings: SimulateSettings): void {
  requireOptions("simulate()", settings, ["latency", "failures"]);
  const { latency, failures } = settings;
  requireList("latency", latency, "number of seconds");
  requireList("failures", failures, "error");
  for (const seconds of latency ?? []) {
    if (typeof seconds === "number" && seconds >= 0 && seconds < Infinity) continue;
    throw new ValueError(`Invalid latency: ${describe(seconds)}`, "pass finite numbers of seconds");
  }
  for (const failure of failures ?? []) {
    if (failure instanceof Error) continue;
    throw typeError(`failures must be errors, got ${describe(failure)}`, 'failures: [new Error("refused")]');
  }
}

function requireList(name: string, list: unknown, of: string): void {
  if (list === undefined) return;
  if (!Array.isArray(list)) throw typeError(`${name} must be a list, got ${describe(list)}`, `${name}: [one ${of}, …]`);
  if (list.length === 0) throw new ValueError(`Invalid ${name}: an empty list`, `list at least one ${of}`);
}
