import type { LoopCore } from "../core/contracts/loop-core.ts";
import { ServiceKey } from "../core/contracts/service-key.ts";

/** What a loop asks of its workers. Threads and processes on Node (`world/node`), inline calls with a duration in a simulated world. */
export interface Workers {
  /** Make a pool of at most `size` workers, started as they are needed. */
  pool(kind: "thread" | "process", size: number): WorkerPool;
}

/** The workers of a loop. */
export const workers: ServiceKey<Workers, LoopCore> = new ServiceKey("workers");

/** Workers that take calls, in the order of arrival. */
export interface WorkerPool {
  /** Queue `call`. Events come in turns of their own. */
  submit(call: WorkerCall, events: CallEvents): SubmittedCall;
  /** Take no more; let what runs and what waits end. `closed` is called then. */
  close(closed: () => void): void;
  /** End all workers now: calls that run fail. */
  terminate(): void;
}

/** A call of a function that a module exports. */
export interface WorkerCall {
  /** The URL of the module. */
  readonly module: string;
  /** The name of the export. */
  readonly name: string;
  /** The function itself, for a world that calls it in this thread. */
  readonly function: (...args: never[]) => unknown;
  readonly args: readonly unknown[];
  /** The values of context variables, by name. */
  readonly context: readonly (readonly [name: string, value: unknown])[];
}

/** What becomes of a call. */
export interface CallEvents {
  /** A worker has begun it: it cannot be cancelled any more. */
  started(): void;
  succeeded(value: unknown): void;
  failed(error: unknown): void;
}

/** A call that was queued. */
export interface SubmittedCall {
  /** Take it out of the queue. @returns false if it has begun or ended */
  cancel(): boolean;
}
