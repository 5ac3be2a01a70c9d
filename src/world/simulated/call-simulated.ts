import type { Wait } from "../../core/contracts/loop-core.ts";
import { isAsyncFunction, isThenable } from "../../core/call-body.ts";
import { Coroutine, coroutine } from "../../core/coroutine.ts";
import { touchFake } from "../../core/context/touch.ts";
import { current } from "../../core/context/current.ts";
import { isCancellation } from "../../core/errors/cancelled-error.ts";
import { callNative } from "../../core/native/native-call.ts";
import { virtualEngineHere } from "../../loop/engine.ts";
import type { SimulateSettings } from "./simulate-settings.ts";
import { Simulated } from "./simulated.ts";

/**
 * Call `method` of a fake: what it returns, if that is a promise or a coroutine, completes as something outside would.
 *
 * @param fake - The fake itself, where `receiver` may be a part of it.
 */
export function callSimulated(
  fake: object,
  method: object,
  receiver: unknown,
  args: unknown[],
  operation: string,
  settings: SimulateSettings,
): unknown {
  const loop = virtualEngineHere();
  const make = (): unknown => Reflect.apply(method as () => unknown, receiver, args);
  if (loop === undefined) return make();
  if ((typeof receiver === "object" || typeof receiver === "function") && receiver !== null) touchFake(receiver);
  const signal = signalAmong(args);
  const begin = (): Simulated => new Simulated(loop, fake, operation, settings, signal);
  if (signal?.aborted === true && isAsyncFunction(method)) return begin().result;
  if (isAsyncFunction(method) && settings.failures !== undefined) {
    const simulated = begin();
    return simulated.fails() ? simulated.result : simulated.promised(callHere(make) as Promise<unknown>);
  }
  const outcome = callHere(make);
  if (outcome instanceof Coroutine) return simulatedCoroutine(outcome, begin);
  if (!isThenable(outcome)) return outcome;
  const simulated = begin();
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
  begin: () => Simulated,
): Generator<Wait, unknown, void> {
  const simulated = begin();
  const { result } = simulated;
  if (simulated.fails()) work.close();
  else {
    try {
      const value = yield* work;
      simulated.comesWith(() => result.setResult(value));
    } catch (error) {
      if (isCancellation(error)) throw error;
      simulated.comesWith(() => result.setException(error));
    }
  }
  return yield* result;
});

/** The signal that a call takes, as an argument or as the `signal` of its options. */
function signalAmong(args: readonly unknown[]): AbortSignal | undefined {
  for (const arg of args) {
    if (arg instanceof AbortSignal) return arg;
    if (typeof arg !== "object" || arg === null) continue;
    const { signal } = arg as { readonly signal?: unknown };
    if (signal instanceof AbortSignal) return signal;
  }
  return undefined;
}
