import { anything } from "../../core/arguments/kind.ts";
import { describe } from "../../core/arguments/describe.ts";
import { requireOptions } from "../../core/arguments/require-options.ts";
import { isThenable } from "../../core/call-body.ts";
import { typeError } from "../../core/errors/type-error.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { fakeProxy, isBuiltIn } from "./fake-proxy.ts";
import type { SimulateSettings } from "./simulate-settings.ts";

/**
 * Wrap a fake, or one function, so that each call that returns a promise completes as an outside system would: in any order with
 * other calls, and at any time. This puts mocks under exploration.
 *
 * The call itself is made at once: only its completion is delivered later. Calls of the fake to itself are not simulated, and
 * neither are calls that return no promise (make a generator method a `coroutine()`), nor calls from outside of a virtual loop.
 * Instances of a simulated class are simulated as well.
 *
 * @throws {TypeError} If `target` is neither an object nor a function, or a setting is not a list.
 * @throws {ValueError} If a list is empty, or a latency is not a finite number of seconds, if `within` is not
 *   one above 0 or less than a latency, or if an option is unknown.
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
  if (isBuiltIn(target)) {
    throw typeError(
      `simulate() needs a fake with methods that return promises, got ${describe(target)}`,
      "simulate the object that wraps it: simulate({ get: async (key) => map.get(key) })",
    );
  }
  requireSettings(settings);
  return fakeProxy(target, settings, "");
}

function requireSettings(settings: SimulateSettings): void {
  requireOptions("simulate()", settings, { latency: anything, within: anything, failures: anything });
  const { latency, within, failures } = settings;
  requireList("latency", latency, "number of seconds");
  requireList("failures", failures, "error");
  for (const seconds of latency ?? []) {
    if (typeof seconds === "number" && seconds >= 0 && seconds < Infinity) continue;
    throw new ValueError(`Invalid latency: ${describe(seconds)}`, "pass finite numbers of seconds");
  }
  requireWithin(within, latency ?? []);
  for (const failure of failures ?? []) {
    if (failure instanceof Error) continue;
    throw typeError(`failures must be errors, got ${describe(failure)}`, 'failures: [new Error("refused")]');
  }
}

function requireWithin(within: number | undefined, latency: readonly number[]): void {
  if (within === undefined) return;
  if (typeof within !== "number" || !(within > 0 && within < Infinity)) {
    throw new ValueError(`Invalid within: ${describe(within)}`, "pass a finite number of seconds above 0");
  }
  const longer = latency.find((seconds) => seconds > within);
  if (longer === undefined) return;
  throw new ValueError(
    `Invalid latency: ${describe(longer)}, where a call takes at most ${describe(within)} s`,
    "raise within, or take the latency out",
  );
}

function requireList(name: string, list: unknown, of: string): void {
  if (list === undefined) return;
  if (!Array.isArray(list)) throw typeError(`${name} must be a list, got ${describe(list)}`, `${name}: [one ${of}, …]`);
  if (list.length === 0) throw new ValueError(`Invalid ${name}: an empty list`, `list at least one ${of}`);
}
