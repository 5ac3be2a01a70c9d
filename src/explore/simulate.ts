import { current, runningLoop } from "../core/current.ts";
import { typeError, ValueError } from "../core/errors.ts";
import type { TimerEntry } from "../core/event-loop.ts";
import { Future } from "../core/future.ts";
import { BaseEventLoop } from "../loop/base-event-loop.ts";
import { numbered } from "../loop/choices.ts";
import { SimulatedCall } from "./simulated-call.ts";

/** Options of `simulate()`. */
export interface SimulateSettings {
  /**
   * Seconds that a call takes: the first by default, any of them where the level lets latencies vary. Without it a call
   * completes at any time, in any order with other calls and with the clock.
   */
  readonly latency?: readonly number[];
  /** Errors with which a call may fail instead of being made; by default none does. */
  readonly failures?: readonly Error[];
}

/**
 * Wrap a fake, or one function, so that each call that returns a promise completes as something outside would: in any order with
 * the others, and at any time. The way to put mocks under exploration.
 *
 * The call itself is made at once: only its completion is delivered later. Calls from outside of a virtual loop go through
 * unchanged.
 *
 * @throws {TypeError} If `target` is no object and no function.
 * @throws {ValueError} If a list is empty, or a latency is not a finite number of seconds.
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
    throw typeError(`simulate() needs an object or a function, got ${String(target)}`, "pass the fake itself");
  }
  requireSettings(settings);
  return new Proxy(target, {
    get(object, property) {
      const value: unknown = Reflect.get(object, property, object);
      if (typeof value !== "function" || property === "constructor") return value;
      return (...args: unknown[]): unknown => call(value, object, args, `${String(property)}()`, settings);
    },
    apply: (object, receiver, args) => call(object, receiver, args, `${nameOf(object)}()`, settings),
  });
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
  const loop = runningLoop();
  const make = (): unknown => Reflect.apply(method as () => unknown, receiver, args);
  if (!(loop instanceof BaseEventLoop) || !loop.isVirtual()) return make();
  const { latency = [], failures = [] } = settings;
  const simulated = new SimulatedCall(loop, operation);
  const failure = failures[loop.choose("fault", simulated, numbered(failures.length + 1)) - 1];
  if (failure === undefined) {
    const outcome = make();
    if (typeof outcome !== "object" || outcome === null || !("then" in outcome)) return outcome;
    deliverOutcome(simulated, outcome as PromiseLike<unknown>);
  } else {
    simulated.onArrival(() => simulated.result.setException(failure));
  }
  const seconds = latency[loop.choose("latency", simulated, numbered(latency.length))];
  if (seconds === undefined) {
    loop.expectArrival(simulated);
  } else {
    simulated.deadline = loop.time() + seconds;
    loop.addTimer(simulated as SimulatedCall & TimerEntry);
  }
  return simulated.result;
}

/** What the call has come to is delivered on arrival, or as soon as it is known. */
function deliverOutcome(simulated: SimulatedCall, outcome: PromiseLike<unknown>): void {
  const { result } = simulated;
  let arrived = false;
  let settle: (() => void) | undefined;
  const known = (set: () => void): void => {
    settle = (): void => {
      if (!result.done()) set();
    };
    if (arrived) settle();
  };
  simulated.onArrival(() => {
    arrived = true;
    settle?.();
  });
  if (outcome instanceof Future) outcome.addDoneCallback((future) => known(() => copy(future, result)));
  else {
    current.touchedNative = true; // the microtasks of the fake belong to this turn
    outcome.then(
      (value) => known(() => result.setResult(value)),
      (error: unknown) => known(() => result.setException(error)),
    );
  }
}

function copy(from: Future<unknown>, to: Future<unknown>): void {
  if (from.cancelled()) to.cancel();
  else if (from.exception() === undefined || from.exception() === null) to.setResult(from.result());
  else to.setException(from.exception());
}

function requireSettings({ latency, failures }: SimulateSettings): void {
  if (latency?.length === 0)
    throw new ValueError("Invalid latency: an empty list", "list at least one number of seconds");
  if (failures?.length === 0) throw new ValueError("Invalid failures: an empty list", "list at least one error");
  for (const seconds of latency ?? []) {
    if (seconds >= 0 && seconds < Infinity) continue;
    throw new ValueError(`Invalid latency: ${seconds}`, "pass finite numbers of seconds");
  }
}
