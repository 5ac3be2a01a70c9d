import { requireLoop } from "../core/context/current.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import type { LoopCore } from "../core/contracts/loop-core.ts";
import { tellMade, touch } from "../core/context/touch.ts";

/** A primitive that belongs to the loop in which it first had to wait. */
export abstract class LoopBound {
  #loop: LoopCore | undefined = undefined;

  abstract toString(): string;

  constructor() {
    tellMade(this);
  }

  /** The running step reads or writes the state of this primitive. */
  protected touch(kind: "read" | "write"): void {
    touch(this, kind);
  }

  /**
   * The running loop.
   *
   * @throws {RuntimeError} If the primitive belongs to another loop.
   */
  protected boundLoop(): LoopCore {
    const loop = requireLoop();
    this.#loop ??= loop;
    if (this.#loop !== loop) {
      throw new RuntimeError(
        `${this.toString()} is bound to a different event loop`,
        "make one per loop, inside the running body",
      );
    }
    return loop;
  }
}
