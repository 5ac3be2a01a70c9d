import { vi } from "vitest";
import { apply, type Patch } from "../../globals/patch.ts";
import { timerPatchesOf } from "../../globals/timer-patches.ts";

/**
 * Put the timers that vitest has kept for itself on loop time inside of virtual loops. `vi.waitFor()`, `vi.waitUntil()` and `expect.poll()`
 * wait by them, and the timeouts of tests and hooks, which run outside. While vitest fakes timers, its own stay the host's, as without
 * timeloom: these functions then advance the fake ones.
 *
 * @returns a function that takes that back
 */
export function fakeSafeTimers(): () => void {
  return apply(safeTimers().flatMap((on) => timerPatchesOf(on).map(unlessFaked)));
}

/** Where vitest keeps its timers. */
function safeTimers(): object[] {
  return Object.getOwnPropertySymbols(globalThis)
    .filter(({ description }) => description === "vitest:SAFE_TIMERS")
    .map((symbol) => Reflect.get(globalThis, symbol) as object);
}

type Start = (...args: unknown[]) => unknown;

function unlessFaked(patch: Patch): Patch {
  if ("read" in patch || String(patch.property).startsWith("clear")) return patch;
  const replace = (host: Start): Start => {
    const fake = patch.replace(host as never) as Start;
    return (...args) => (vi.isFakeTimers() ? host : fake)(...args);
  };
  return { ...patch, replace };
}
