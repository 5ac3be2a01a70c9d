import { Handle, TimerHandle } from "../core/driving/handle.ts";

/** An immediate of the host, among the callbacks of the loop. */
export class HostHandle extends Handle {
  readonly isMacrotask = true;
}

/** A timer of the host, in its place among those of the loop: its turn is a macrotask. */
export class HostTimerHandle extends TimerHandle {
  readonly isMacrotask = true;
}
