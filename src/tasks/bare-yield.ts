import type { Wait, WaitSource } from "../core/contracts/loop-core.ts";
import { suspended } from "../core/driving/suspended.ts";
import { Coroutine } from "../core/coroutine.ts";
import { alreadyAwaited } from "../core/driving/only-once.ts";
import { current } from "../core/context/current.ts";
import type { Strand } from "../core/contracts/loop-core.ts";

/** `sleep(0)`: back to the end of the ready queue. */
export class BareYield extends Coroutine<unknown> implements Iterator<Wait, unknown, void> {
  readonly #result: unknown;
  #phase: "new" | "begun" | "yielded" = "new";

  constructor(result: unknown) {
    super();
    this.#result = result;
  }

  override get neverAwaited(): boolean {
    return this.#phase === "new";
  }

  override open(): this {
    if (this.#phase !== "new") throw alreadyAwaited();
    this.#phase = "begun";
    return this;
  }

  override close(): void {
    this.#phase = "yielded";
  }

  override get name(): string {
    return "sleep";
  }

  next(): IteratorResult<Wait, unknown> {
    if (this.#phase === "yielded") return this.#result === undefined ? ended : { done: true, value: this.#result };
    this.#phase = "yielded";
    // A place belongs to one wait.
    return current.loop?.places === undefined ? yielded : suspended({ ...nextTurn });
  }

  throw(error: unknown): never {
    throw error;
  }
}

/** The wait of a strand that only lets the others run: nothing to cancel, nothing to keep. */
const nextTurn: WaitSource = {
  suspend(strand: Strand): undefined {
    strand.task.loop.enqueue(strand);
  },
  woken: () => true,
  cancelWait: () => false,
  raisesCancelled: () => false,
  describeWait: () => "sleep(0)",
};

// Every bare yield gives the same value: two objects serve them all.
const yielded: IteratorResult<Wait, never> = { done: false, value: nextTurn as unknown as Wait };
const ended: IteratorResult<Wait, undefined> = { done: true, value: undefined };
