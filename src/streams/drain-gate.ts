import { touchWorld } from "../core/context/touch.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../core/coroutine.ts";
import { createFuture, type Future } from "../core/future.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { connectionReset } from "./connection-reset.ts";

/** Whether a transport takes more bytes, and who waits until it does: asyncio's `FlowControlMixin`. */
export class DrainGate {
  #paused = false;
  #lost = false;
  readonly #waiters = new Set<Future<void>>(); // insertion order is arrival order

  /** The write buffer is above its high-water mark. @throws {RuntimeError} If it was already. */
  pause(): void {
    touchWorld(this, "write");
    if (this.#paused) throw unpaired("pauseWriting");
    this.#paused = true;
  }

  /** There is room again: wake everybody who waits. @throws {RuntimeError} If there was room already. */
  resume(): void {
    touchWorld(this, "write");
    if (!this.#paused) throw unpaired("resumeWriting");
    this.#paused = false;
    for (const waiter of this.#waiters) {
      if (!waiter.done()) waiter.setResult();
    }
  }

  /** The connection is gone: there will never be room. */
  lost(error: Error | null): void {
    touchWorld(this, "write");
    this.#lost = true;
    for (const waiter of this.#waiters) {
      if (waiter.done()) continue;
      if (error === null) waiter.setResult();
      else waiter.setException(error);
    }
  }

  /**
   * Wait until there is room. Does not yield if there is.
   *
   * @param waiting - What waits, as a deadlock report names it.
   * @throws {Error} If the connection is gone, or goes with an error meanwhile.
   */
  drain(waiting: object): Coroutine<void> {
    return DrainGate.#drain(this, waiting);
  }

  static readonly #drain = coroutine(function* drain(gate: DrainGate, waiting: object): Generator<Wait, void, void> {
    touchWorld(gate, gate.#paused ? "write" : "read");
    if (gate.#lost) throw connectionReset();
    if (!gate.#paused) return;
    const waiter = createFuture<void>(waiting, "drain()");
    gate.#waiters.add(waiter);
    try {
      yield* waiter;
    } finally {
      touchWorld(gate, "write");
      gate.#waiters.delete(waiter);
    }
  });
}

function unpaired(call: string): RuntimeError {
  return new RuntimeError(`${call}() was called twice`, "a transport calls pauseWriting() and resumeWriting() in turn");
}
