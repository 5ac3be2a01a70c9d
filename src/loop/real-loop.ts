import type { EventLoop } from "../core/event-loop.ts";
import { assemble } from "./assemble.ts";
import { RealClock } from "./clock/real-clock.ts";

/** A loop on the host's clock. */
export function realLoop(): EventLoop {
  return assemble({ clock: new RealClock() });
}
