import type { LoopCore } from "../../core/contracts/loop-core.ts";
import { ServiceKey } from "../../core/contracts/service-key.ts";

/** How the wall clock of the code that runs now differs from loop time: each host of a simulated world has its own. */
export const wallClock: ServiceKey<WallClock, LoopCore> = new ServiceKey("wall clock", () => ({ ahead: () => 0 }));

/** See {@link wallClock}. */
export interface WallClock {
  /** Seconds by which it is ahead; below 0, it is behind. */
  ahead(): number;
}
