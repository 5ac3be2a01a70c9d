import type { EventLoop } from "../core/event-loop.ts";
import { BaseEventLoop } from "./base-event-loop.ts";
import { HostEntropy } from "./entropy.ts";
import { RealClock } from "./real-clock.ts";

/** A loop on the host's clock. */
export function realLoop(): EventLoop {
  return new BaseEventLoop({
    clock: new RealClock(),
    entropy: new HostEntropy(),
    maxIterations: Infinity,
    maxTime: Infinity,
  });
}
