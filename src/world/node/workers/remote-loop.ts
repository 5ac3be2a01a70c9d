import type { MessagePort } from "node:worker_threads";
import { RuntimeError } from "../../../core/errors/runtime-error.ts";
import { copiesOf, LoopHandle, type LoopMethods } from "../../../executors/loop-handle.ts";
import { revive } from "../../../executors/travel/thrown.ts";
import type { Border } from "../../../executors/travel/require-cloneable.ts";
import type { ResultOf } from "../../../tasks/awaitable-arg.ts";
import { ConcurrentFuture } from "../../../tasks/concurrent-future.ts";
import type { LoopAnswer, LoopRequest } from "./loop-request.ts";

/** A loop handle in a thread: it sends what is asked of the loop over a port. */
export class RemoteLoop<M extends LoopMethods> extends LoopHandle<M> {
  readonly #port: MessagePort;
  readonly #border: Border;
  readonly #asked = new Map<number, ConcurrentFuture<unknown>>();
  #count = 0;
  #isClosed = false;

  constructor(port: MessagePort, border: Border) {
    super();
    this.#port = port;
    this.#border = border;
    port.on("message", (answer: LoopAnswer) => this.#answered(answer));
  }

  override runCoroutineThreadsafe<K extends keyof M & string>(
    name: K,
    ...args: Parameters<M[K]>
  ): ConcurrentFuture<ResultOf<M[K]>> {
    const id = this.#send("runCoroutine", name, args);
    const future = new ConcurrentFuture<unknown>();
    this.#asked.set(id, future);
    future.addDoneCallback(() => {
      if (this.#asked.delete(id) && !this.#isClosed) this.#post({ kind: "cancel", id });
    });
    return future as ConcurrentFuture<ResultOf<M[K]>>;
  }

  override callSoonThreadsafe<K extends keyof M & string>(name: K, ...args: Parameters<M[K]>): void {
    this.#send("callSoon", name, args);
  }

  #send(kind: "runCoroutine" | "callSoon", name: string, args: readonly unknown[]): number {
    if (this.#isClosed) {
      throw new RuntimeError(
        "Cannot reach the loop: the call that the handle was passed to has ended",
        "await what the call does with the handle before the call returns",
      );
    }
    this.#count += 1;
    this.#post({ kind, id: this.#count, name, args: copiesOf(args, this.#border) });
    return this.#count;
  }

  #post(request: LoopRequest): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of Node, no window
    this.#port.postMessage(request);
  }

  #answered({ id, value, thrown, cancelled }: LoopAnswer): void {
    const future = this.#asked.get(id);
    if (future === undefined) return;
    this.#asked.delete(id);
    if (cancelled === true) future.cancel();
    else if (thrown === undefined) future.setResult(value);
    else future.setException(revive(thrown));
  }

  /** The call has ended. */
  close(): void {
    this.#isClosed = true;
    this.#port.close();
    for (const future of this.#asked.values()) future.cancel();
  }
}
