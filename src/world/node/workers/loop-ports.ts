import type { MessagePort } from "node:worker_threads";
import { ConcurrentFuture } from "../../../tasks/concurrent-future.ts";
import { LoopHandle, type OwnLoop } from "../../../executors/loop-handle.ts";
import { recordOf } from "../../../executors/travel/thrown.ts";
import { type Border, requireCloneable } from "../../../executors/travel/require-cloneable.ts";
import type { Engine } from "../../../loop/engine.ts";
import type { LoopAnswer, LoopRequest } from "./loop-request.ts";

/** The loop handles among the arguments of a call: each becomes a port, over which the thread asks, and is answered. */
export class LoopPorts {
  readonly #loop: Engine;
  readonly #job: HoldingJob;
  /** The arguments to send; a handle is sent as a port. */
  readonly args: readonly unknown[];
  readonly seats: { readonly index: number; readonly port: MessagePort }[] = [];
  /** Options for workerpool; a list of nothing to transfer would cost as much as the call. */
  get transfer(): { readonly transfer: readonly MessagePort[] } | undefined {
    return this.seats.length === 0 ? undefined : { transfer: this.seats.map(({ port }) => port) };
  }
  readonly #open = new Set<MessagePort>();
  /** Requests of the thread that are not answered. While there are any, the thread waits for the loop, whose time may pass. */
  #unanswered = 0;
  #closed: (() => void) | undefined = undefined;

  /** @param job - Holds virtual time while the call runs. */
  constructor(loop: Engine, args: readonly unknown[], job: HoldingJob) {
    this.#loop = loop;
    this.#job = job;
    this.args = args.map((arg, index) => (arg instanceof LoopHandle ? this.#serve(arg, index) : arg));
  }

  #serve(handle: LoopHandle<never>, index: number): undefined {
    // Loaded here: whoever passes no handle does without.
    const { MessageChannel } = process.getBuiltinModule("node:worker_threads");
    const { port1, port2 } = new MessageChannel();
    const futures = new Map<number, ConcurrentFuture<unknown>>();
    port1.on("message", (request: LoopRequest) =>
      this.#take(request, handle as unknown as OwnLoop<never>, port1, futures),
    );
    port1.on("close", () => {
      this.#open.delete(port1);
      if (this.#open.size === 0) this.#closed?.();
    });
    this.#open.add(port1);
    this.seats.push({ index, port: port2 });
  }

  #take(
    request: LoopRequest,
    handle: OwnLoop<never>,
    port: MessagePort,
    futures: Map<number, ConcurrentFuture<unknown>>,
  ): void {
    if (this.#loop.isClosed()) return;
    if (request.kind === "cancel") return void futures.get(request.id)?.cancel();
    const { id, name, args } = request;
    if (request.kind === "callSoon") {
      return void this.#loop.face.callSoonThreadsafe(() => handle.method(name)(...(args as never[])));
    }
    const future = ask(handle, name, args);
    futures.set(id, future);
    this.#unanswered += 1;
    if (this.#unanswered === 1) this.#job.hold.release();
    future.addDoneCallback(() => {
      this.#unanswered -= 1;
      if (this.#unanswered === 0 && !this.#job.isOver) this.#job.hold = this.#loop.parts.clock.hold();
      futures.delete(id);
      port.postMessage({ id, ...answerOf(future) } satisfies LoopAnswer);
    });
  }

  /** Call `closed` when the thread has closed its ports: all that it has asked has come by then. */
  onceClosed(closed: () => void): void {
    if (this.#open.size === 0) closed();
    else this.#closed = closed;
  }

  close(): void {
    for (const port of this.#open) port.close();
  }
}

/** A call that holds virtual time while it runs. */
export interface HoldingJob {
  hold: { release(): void };
  isOver: boolean;
}

/** Run a method; a failure to begin it is its outcome. */
function ask(handle: OwnLoop<never>, name: string, args: readonly unknown[]): ConcurrentFuture<unknown> {
  try {
    return handle.runCoroutineThreadsafe(name as never, ...(args as never));
  } catch (error) {
    const failed = new ConcurrentFuture<unknown>();
    failed.setException(error);
    return failed;
  }
}

/** The outcome of `future`, which is done, as data. */
function answerOf(future: ConcurrentFuture<unknown>): Omit<LoopAnswer, "id"> {
  if (future.cancelled()) return { cancelled: true };
  try {
    const { value } = future[Symbol.iterator]().next();
    requireCloneable(value, "the result", toThread);
    return { value };
  } catch (error) {
    return { thrown: recordOf(error, toThread) };
  }
}

const toThread: Border = { to: "to a worker", sharesMemory: true };
