import type { LoopCore } from "../core/contracts/loop-core.ts";
import { Handle, TimerHandle } from "../core/driving/handle.ts";

/** An immediate of the host, among the callbacks of the loop. */
export class HostHandle extends Handle {
  readonly isMacrotask = true;
}

/** A timer of the host, in its place among those of the loop: its turn is a macrotask. */
export class HostTimerHandle extends TimerHandle {
  readonly isMacrotask = true;
  readonly listMs: number;

  /** @param listMs - The delay in milliseconds. */
  constructor(loop: LoopCore, when: number, callback: () => unknown, listMs: number) {
    super(loop, when, callback);
    this.listMs = listMs;
  }
}
