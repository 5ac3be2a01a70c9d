import type { LoopCore } from "../core/contracts/loop-core.ts";
import { ServiceKey } from "../core/contracts/service-key.ts";

/** What a loop asks of its workers. Threads and processes on Node (`world/node`), inline calls with a duration in a simulated world. */
export interface Workers {
  /**
   * Make a pool of at most `size` workers, started as they are needed.
   *
   * @param size - Default: as many as the world thinks fit.
   * @throws {RuntimeError} If this world cannot make workers.
   */
  pool(kind: WorkerKind, size: number | undefined): WorkerPool;
}

/** What a worker is. */
export type WorkerKind = "thread" | "process";

/** The workers of a loop. */
export const workers: ServiceKey<Workers, LoopCore> = new ServiceKey("workers");

/** Workers that take calls, in the order of arrival. */
export interface WorkerPool {
  /**
   * Queue `call`. `started()` may come inside of this; what becomes of the call comes later, from the host or in a turn of its own.
   *
   * @throws {TypeError} If an argument or a context variable cannot be sent.
   */
  submit(call: WorkerCall, events: CallEvents): SubmittedCall;
  /** Why the pool can run nothing any more, if a worker has ended by itself. */
  readonly broken: string | undefined;
  /** Take no more; let what runs and what waits end. `closed` is called then. */
  close(closed: () => void): void;
  /** End all workers now: what runs and what waits is lost. */
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
  /** Whether the function is called with each of `args`, one after the other; the value is the list of the values then. */
  readonly each: boolean;
  /** The values of context variables, by name. */
  readonly context: ReadonlyMap<string, unknown>;
}

/** What becomes of a call: `succeeded`, `failed` or `lost` comes once. */
export interface CallEvents {
  /** A worker has begun it: it cannot be cancelled any more. */
  started(): void;
  succeeded(value: unknown): void;
  failed(error: unknown): void;
  /** A worker has ended by itself, or `terminate()` was called. @param reason - What happened. */
  lost(reason: string): void;
}

/** A call that was queued. */
export interface SubmittedCall {
  /** Take it out of the queue. @returns false if it has begun or ended */
  cancel(): boolean;
}
