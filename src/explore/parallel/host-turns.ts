import { thisHost } from "../../host/this-host.ts";
import type { Pace } from "../execution/executions.ts";

/** Lets the host run about every 40 ms, so that its timers and messages come between the executions of a slice. */
export class HostTurns implements Pace {
  #restedMs = thisHost.nowMs();

  rest(): Promise<void> | undefined {
    if (thisHost.nowMs() - this.#restedMs < 40) return undefined;
    return new Promise((resolve) => {
      thisHost.afterMacrotask(() => {
        this.#restedMs = thisHost.nowMs();
        resolve();
      });
    });
  }
}
