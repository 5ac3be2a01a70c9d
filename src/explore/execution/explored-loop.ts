import type { EventLoop } from "../../core/event-loop.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import { BaseEventLoop } from "../../loop/base-event-loop.ts";
import type { LoopParts } from "../../loop/scheduler/loop-parts.ts";
import { both } from "./both-probes.ts";
import { type Monitored, Monitors } from "../checks/monitors.ts";

/** Parts of which the probe may be exchanged while the loop runs. */
type Parts = Omit<LoopParts, "probe"> & { probe: Probe | undefined };

/** The loop of one execution: `always()` and `eventually()` watch it, once somebody calls them. */
export class ExploredLoop extends BaseEventLoop implements Monitored {
  readonly #own: Parts;
  #monitors: Monitors | undefined = undefined;

  constructor(make: (loop: EventLoop) => Parts) {
    let own: Parts | undefined;
    super((loop) => (own = make(loop)));
    this.#own = own as unknown as Parts;
  }

  get monitors(): Monitors {
    if (this.#monitors !== undefined) return this.#monitors;
    const monitors = new Monitors(this);
    const { probe } = this.#own;
    this.#own.probe = probe === undefined ? monitors : both(monitors, probe);
    return (this.#monitors = monitors);
  }

  /** The monitors, if the body asked for them. */
  get monitored(): Monitors | undefined {
    return this.#monitors;
  }
}
