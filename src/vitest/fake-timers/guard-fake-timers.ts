import { vi } from "vitest";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { virtualLoopHere } from "../../globals/milliseconds-of.ts";
import { DrivenByFakeTimers } from "./driven-by-fake-timers.ts";

/**
 * Let the functions of `vi` that move fake timers move the loop of the test with them, and `vi.useFakeTimers()` throw on loops whose time
 * nobody can move by hand.
 *
 * @returns a function that takes that back
 */
export function guardFakeTimers(): () => void {
  const originals: Record<string, unknown> = {};
  const functions = vi as unknown as Record<string, Callable>;
  for (const name of ["useFakeTimers", ...moving]) {
    const original = functions[name];
    if (original === undefined) continue; // an older vitest
    originals[name] = original;
    functions[name] = (...args) => {
      const loop = virtualLoopHere();
      if (loop === undefined) return original.apply(vi, args);
      const driven = DrivenByFakeTimers.of(loop);
      if (name === "useFakeTimers" && driven === undefined) throw refusal();
      driven?.adopt();
      const call = (): unknown => original.apply(vi, args);
      const result = name === "useFakeTimers" && driven !== undefined ? driven.begin(call) : call();
      if (name === "useFakeTimers") driven?.isDriving();
      if (name === "clearAllTimers" && vi.isFakeTimers()) driven?.cleared();
      return result;
    };
  }
  return () => void Object.assign(vi, originals);
}

function refusal(): RuntimeError {
  return new RuntimeError("Cannot use fake timers: nobody can advance them in every order of this body", exploreHint);
}

/** What to write instead of fake timers in an exploration. */
export const exploreHint =
  "timers and dates are on loop time here: remove vi.useFakeTimers(), and await sleep(…) where the test advances";

/** Functions of `vi` that move fake timers, count or clear them. */
const moving: readonly string[] = [
  "advanceTimersByTime",
  "advanceTimersByTimeAsync",
  "advanceTimersToNextFrame",
  "advanceTimersToNextTimer",
  "advanceTimersToNextTimerAsync",
  "clearAllTimers",
  "getTimerCount",
  "runAllTimers",
  "runAllTimersAsync",
  "runOnlyPendingTimers",
  "runOnlyPendingTimersAsync",
];

type Callable = (...args: unknown[]) => unknown;
