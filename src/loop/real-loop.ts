import type { EventLoop } from "../core/event-loop.ts";
import { keepProcessAlive } from "../host/node/turns.ts";
import { BaseEventLoop } from "./base-event-loop.ts";
import { ReportsWhenCollected } from "./reports/forgotten-when-collected.ts";
import { HostEntropy } from "./clock/entropies.ts";
import { RealClock } from "./clock/real-clock.ts";

/** A loop on the host's clock. */
export function realLoop(): EventLoop {
  return new BaseEventLoop((loop) => ({
    clock: new RealClock(),
    forgotten: new ReportsWhenCollected((report) => loop.callExceptionHandler(report)),
    entropy: new HostEntropy(),
    maxIterations: Infinity,
    maxTime: Infinity,
    keepAlive: keepProcessAlive,
  }));
}
