import { requireSendable } from "../../../executors/travel/require-sendable.ts";
import type { Border } from "../../../executors/travel/require-cloneable.ts";
import type { CallEvents, SubmittedCall, WorkerCall, WorkerKind, WorkerPool } from "../../../executors/workers.ts";
import { LoopHandle } from "../../../executors/loop-handle.ts";
import type { Engine } from "../../../loop/engine.ts";
import { SimulatedJob } from "./simulated-job.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/** Takes calls in the order of arrival, as many at a time as it has workers. */
export class SimulatedPool implements WorkerPool {
  readonly #loop: Engine;
  readonly #border: Border;
  readonly #size: number;
  readonly #duration: WorkerSettings["duration"];
  readonly #waiting = new Set<SimulatedJob>(); // insertion order is arrival order
  readonly #running = new Set<SimulatedJob>();
  #closed: (() => void) | undefined = undefined;

  constructor(loop: Engine, kind: WorkerKind, size: number, duration: WorkerSettings["duration"]) {
    this.#loop = loop;
    this.#border = { to: "to a worker", sharesMemory: kind === "thread" };
    this.#size = size;
    this.#duration = duration;
  }

  broken: string | undefined = undefined;

  submit(call: WorkerCall, events: CallEvents): SubmittedCall {
    requireSendable(call, this.#border);
    const copy = {
      ...call,
      args: call.args.map((arg) => (arg instanceof LoopHandle ? arg : structuredClone(arg))),
      context: structuredClone(call.context),
    };
    const job = new SimulatedJob(this.#loop, copy, events, this.#border, () => {
      this.#running.delete(job);
      this.#next();
    });
    this.#waiting.add(job);
    this.#next();
    return { cancel: () => this.#waiting.delete(job) };
  }

  #next(): void {
    for (const job of this.#waiting) {
      if (this.#running.size >= this.#size) return;
      this.#waiting.delete(job);
      this.#running.add(job);
      job.start(this.#duration);
    }
    if (this.#running.size === 0 && this.#closed !== undefined) {
      this.#loop.face.callSoon(this.#closed);
      this.#closed = undefined;
    }
  }

  close(closed: () => void): void {
    this.#closed = closed;
    this.#next();
  }

  terminate(): void {
    const lost = [...this.#running, ...this.#waiting];
    this.#running.clear();
    this.#waiting.clear();
    this.broken = "the executor was terminated";
    for (const job of lost) job.lose(this.broken);
  }
}
