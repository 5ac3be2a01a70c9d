import { suspended, type Wait, type WaitSource } from "../core/awaitable.ts";
import { Coroutine } from "../core/coroutine.ts";
import type { Strand } from "../core/strand.ts";

/** What a strand waits on that only lets the others run: nothing to cancel, nothing to keep. */
const nextTurn: WaitSource = {
  suspend(strand: Strand): undefined {
    strand.task.loop.enqueue(strand);
  },
  woken: () => true,
  cancelWait: () => false,
  raisesCancelled: () => false,
  describeWait: () => "sleep(0)",
};

const yielded: IteratorResult<Wait, never> = suspended(nextTurn);

/** `sleep(0)`: back to the end of the ready queue. */
export class BareYield extends Coroutine<unknown> implements Iterator<Wait, unknown, void> {
  readonly #result: unknown;
  #hasYielded = false;

  constructor(result: unknown) {
    super();
    this.#result = result;
  }

  override get name(): string {
    return "sleep";
  }

  next(): IteratorResult<Wait, unknown> {
    if (this.#hasYielded) return { done: true, value: this.#result };
    this.#hasYielded = true;
    return yielded;
  }

  throw(error: unknown): never {
    throw error;
  }
}
