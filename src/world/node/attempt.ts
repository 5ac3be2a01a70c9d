import type { LoopCore } from "../../core/contracts/loop-core.ts";
import { Future } from "../../core/future.ts";

/** A call of Node that is under way. To cancel the future gives the call up. */
export class Attempt<T> extends Future<T> {
  readonly #operation: string;
  #giveUp: () => void = () => undefined;

  /** @param operation - For reports of what a task waits for. */
  constructor(loop: LoopCore, operation: string) {
    super(loop);
    this.#operation = operation;
  }

  /** @param giveUp - Called if nobody waits for the outcome any more. */
  onGivenUp(giveUp: () => void): void {
    this.#giveUp = giveUp;
  }

  /** The call has succeeded. @returns false if nobody waits for it: then `value` is the caller's to let go */
  succeed(value: T): boolean {
    if (this.done()) return false;
    this.setResult(value);
    return true;
  }

  fail(error: Error): void {
    if (!this.done()) this.setException(error);
  }

  override cancel(message?: string): boolean {
    const isCancelled = super.cancel(message);
    if (isCancelled) this.#giveUp();
    return isCancelled;
  }

  override describeWait(): string {
    return this.#operation;
  }
}
