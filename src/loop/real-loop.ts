import type { EventLoop } from "../core/event-loop.ts";
import { keepProcessAlive } from "../core/turns.ts";
import { BaseEventLoop } from "./base-event-loop.ts";
import { ReportsWhenCollected } from "./collected-reports.ts";
import { HostEntropy } from "./entropy.ts";
import { RealClock } from "./real-clock.ts";

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
