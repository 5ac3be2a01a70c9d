import { Future } from "../../core/future.ts";
import { TimerHandle } from "../../core/driving/handle.ts";
import type { Engine } from "../../loop/engine.ts";
import type { Monitors } from "../checks/monitors/monitors.ts";

/**
 * The time without faults that a run has before its `eventually()` is judged, if it has met a fault: what the body has left behind goes
 * on, and nothing fails any more.
 *
 * @returns done when all conditions have come true, or after {@link faultFreeSeconds}; undefined if there is nothing to wait for
 */
export function faultFreeTime(loop: Engine, monitors: Monitors | undefined): Future<void> | undefined {
  const { choices } = loop.parts;
  if (monitors === undefined || choices?.hasFailed !== true || monitors.unmet.length === 0) return undefined;
  choices.isFaultFree = true;
  const over = new Future<void>(loop);
  const end = (): void => {
    if (!over.done()) over.setResult();
  };
  monitors.whenMet(end);
  loop.addTimer(new TimerHandle(loop, loop.time() + faultFreeSeconds, end));
  return over;
}

/** Seconds: the longest fault of the world takes 60 s, and whoever has waited that long may try once more. */
const faultFreeSeconds = 120;
