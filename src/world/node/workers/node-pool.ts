import { availableParallelism } from "node:os";
import { types } from "node:util";
import { revive } from "../../../executors/travel/thrown.ts";
import { requireSendable } from "../../../executors/travel/require-sendable.ts";
import type { Border } from "../../../executors/travel/require-cloneable.ts";
import type { Answer } from "../../../executors/travel/answer-of.ts";
import type { CallEvents, SubmittedCall, WorkerCall, WorkerKind, WorkerPool } from "../../../executors/workers.ts";
import { thisHost } from "../../../host/this-host.ts";
import type { Engine } from "../../../loop/engine.ts";
import { describeEnd } from "./describe-end.ts";
import { type HoldingJob, LoopPorts } from "./loop-ports.ts";
import { outsideOfLoops } from "./outside-of-loops.ts";
import { openPool, type ThirdPartyPool } from "./open-pool.ts";
import type { CallMessage } from "./call-message.ts";

/**
 * A pool of workerpool, which starts workers and takes answers. The queue is here, so that a call that waits can be cancelled, and a
 * worker that ends by itself breaks the pool, as in concurrent.futures.
 */
export class NodePool implements WorkerPool {
  readonly #loop: Engine;
  readonly #border: Border;
  readonly #size: number;
  readonly #pool: ThirdPartyPool;
  readonly #waiting = new Set<Job>(); // insertion order is arrival order
  readonly #running = new Set<Job>();
  #broken: string | undefined = undefined;
  /** Called when the workers have ended. */
  readonly #closed: (() => void)[] = [];
  #isClosing = false;
  /** Whether the workers are ending, or have ended. */
  #ending: "no" | "begun" | "over" = "no";

  /** @throws {RuntimeError} If workerpool is not installed. */
  constructor(loop: Engine, kind: WorkerKind, size: number | undefined) {
    this.#loop = loop;
    this.#border = { to: "to a worker", sharesMemory: kind === "thread", isProxy: types.isProxy };
    this.#size = size ?? (kind === "thread" ? Math.min(32, availableParallelism() + 4) : availableParallelism());
    this.#pool = openPool(kind, this.#size);
  }

  get broken(): string | undefined {
    return this.#broken;
  }

  submit(call: WorkerCall, events: CallEvents): SubmittedCall {
    requireSendable(call, this.#border);
    const job: Job = { call, events, hold: this.#loop.parts.clock.hold(), isOver: false };
    this.#waiting.add(job);
    this.#next();
    return {
      cancel: () => {
        if (!this.#waiting.delete(job)) return false;
        job.hold.release();
        return true;
      },
    };
  }

  #next(): void {
    for (const job of this.#waiting) {
      if (this.#running.size >= this.#size) return;
      this.#waiting.delete(job);
      this.#start(job);
    }
    if (this.#isClosing && this.#running.size === 0) this.#end();
  }

  #start(job: Job): void {
    const { call, events } = job;
    this.#running.add(job);
    events.started();
    outsideOfLoops(() => {
      const ports = new LoopPorts(this.#loop, call.args, job);
      const message = messageOf(call, ports);
      this.#pool.exec("call", [message], ports.transfer).then(
        (answer) => ports.onceClosed(() => this.#answered(job, answer as Answer)),
        (error) => {
          ports.close();
          this.#break(describeEnd(error));
        },
      );
    });
  }

  #answered(job: Job, answer: Answer): void {
    if (!this.#running.delete(job)) return; // lost before
    this.#tell(job, (events) => {
      if ("thrown" in answer) events.failed(revive(answer.thrown));
      else events.succeeded(answer.value);
    });
    this.#next();
  }

  /** Called by Node, outside of any turn: what the event wakes has turns of its own. Time may pass only after it. */
  #tell(job: Job, tell: (events: CallEvents) => void): void {
    job.isOver = true;
    if (!this.#loop.isClosed()) tell(job.events);
    job.hold.release();
  }

  #break(reason: string): void {
    if (this.#broken !== undefined) return; // the others of its workers, which end with it
    this.#broken = reason;
    this.#lose(reason);
    this.#end();
  }

  #lose(reason: string): void {
    const lost = [...this.#running, ...this.#waiting];
    this.#running.clear();
    this.#waiting.clear();
    for (const job of lost) this.#tell(job, (events) => events.lost(reason));
  }

  close(closed: () => void): void {
    if (this.#ending === "over") return closed();
    this.#closed.push(closed);
    this.#isClosing = true;
    this.#next();
  }

  terminate(): void {
    this.#broken ??= "the executor was terminated";
    this.#lose(this.#broken);
    this.#end();
  }

  /** End the workers, which have nothing to do any more. */
  #end(): void {
    if (this.#ending !== "no") return;
    this.#ending = "begun";
    const hold = this.#loop.parts.clock.hold();
    const ended = (): void => {
      this.#ending = "over";
      if (!this.#loop.isClosed()) {
        for (const closed of this.#closed) closed();
      }
      hold.release();
    };
    // A macrotask later Node has closed the handles of the workers, too.
    const later = (): void => void thisHost.afterMacrotask(ended);
    outsideOfLoops(() => this.#pool.terminate(true).then(later, later));
  }
}

function messageOf({ module, name, each, context }: WorkerCall, { args, seats }: LoopPorts): CallMessage {
  return {
    module,
    name,
    args,
    ...(each ? { each } : {}),
    ...(context.size > 0 ? { context } : {}),
    ...(seats.length > 0 ? { ports: seats } : {}),
  };
}

/** A call that waits or runs. */
interface Job extends HoldingJob {
  readonly call: WorkerCall;
  readonly events: CallEvents;
}
