import { getRunningLoop } from "../core/current.ts";
import type { EventLoop } from "../core/event-loop.ts";

/** What a body under exploration has asked to hold. */
export interface Monitors {
  /** Run after every step; they fail by throwing. */
  readonly always: (() => void)[];
  /** Must be true at some time before the run ends. */
  readonly eventually: Eventual[];
}

/** A condition that has to come true. */
export interface Eventual {
  readonly message: string;
  readonly condition: () => boolean;
  met: boolean;
}

const monitorsOf = new WeakMap<EventLoop, Monitors>();

/** The monitors of `loop`, which are none at first. */
export function monitors(loop: EventLoop): Monitors {
  let found = monitorsOf.get(loop);
  if (found === undefined) monitorsOf.set(loop, (found = { always: [], eventually: [] }));
  return found;
}

/**
 * Check `invariant` after every step of the run that this is called in: it fails by throwing.
 *
 * @throws {RuntimeError} If no loop is running.
 */
export function always(invariant: () => void): void {
  monitors(getRunningLoop()).always.push(invariant);
}

/**
 * Demand that `condition` is true after some step of the run that this is called in.
 *
 * @throws {RuntimeError} If no loop is running.
 */
export function eventually(condition: () => boolean, message: string = "an eventual condition"): void {
  monitors(getRunningLoop()).eventually.push({ message, condition, met: false });
}
