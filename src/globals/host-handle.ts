import type { LoopCore } from "../core/contracts/loop-core.ts";
import { Handle, TimerHandle } from "../core/driving/handle.ts";

/** An immediate of the host, among the callbacks of the loop. */
export class HostHandle extends Handle {
  readonly isMacrotask = true;

  override get title(): string {
    return "setImmediate()";
  }
}

/** A timer of the host, in its place among those of the loop: its turn is a macrotask. */
export class HostTimerHandle extends TimerHandle {
  readonly isMacrotask = true;
  readonly listMs: number;
  readonly #setter: string;

  /**
   * @param listMs - The delay in milliseconds.
   * @param setter - The function of the host that set it.
   */
  constructor(loop: LoopCore, when: number, callback: () => unknown, listMs: number, setter: string) {
    super(loop, when, callback);
    this.listMs = listMs;
    this.#setter = setter;
  }

  override get title(): string {
    return `${this.#setter}(${this.listMs} ms)`;
  }
}
