import type { LoopCore, Wait } from "../../../core/contracts/loop-core.ts";
import type { WorkerKind, WorkerPool, Workers } from "../../../executors/workers.ts";
import { RuntimeError } from "../../../core/errors/runtime-error.ts";
import type { Engine } from "../../../loop/engine.ts";
import { importing } from "./importing.ts";
import { NodePool } from "./node-pool.ts";

/** Threads and processes of Node, by the package workerpool. Virtual time stands still while a call runs or waits. */
export class NodeWorkers implements Workers {
  readonly #loop: Engine;
  readonly #pools: NodePool[] = [];

  constructor(loop: LoopCore) {
    this.#loop = loop as Engine;
    const pools = this.#pools;
    // An idle worker keeps the process alive: whoever forgets shutdown() shall not wait for ever.
    // oxlint-disable-next-line eslint/require-yield -- nothing is waited for
    (loop.endings ??= []).push(function* (): Generator<Wait, void, void> {
      for (const pool of pools) pool.close(() => undefined);
    });
  }

  pool(kind: WorkerKind, size: number | undefined): WorkerPool {
    const module = importing.getStore()?.module;
    if (module !== undefined) {
      throw new RuntimeError(
        `Cannot start workers while a worker imports ${module}`,
        "a worker imports the module of the function that it calls: move the function out of the module that starts the program",
      );
    }
    const pool = new NodePool(this.#loop, kind, size);
    this.#pools.push(pool);
    return pool;
  }
}
