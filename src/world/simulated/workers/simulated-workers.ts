import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import type { WorkerKind, WorkerPool, Workers } from "../../../executors/workers.ts";
import type { Engine } from "../../../loop/engine.ts";
import { SimulatedPool } from "./simulated-pool.ts";
import type { WorkerSettings } from "./worker-settings.ts";

/** Workers in virtual time: calls are made in this thread, one after the other, and take as long as the settings say. */
export class SimulatedWorkers implements Workers {
  readonly #loop: Engine;
  readonly #settings: WorkerSettings;

  constructor(loop: LoopCore, settings: WorkerSettings = {}) {
    this.#loop = loop as Engine;
    this.#settings = settings;
  }

  pool(kind: WorkerKind, size: number | undefined): WorkerPool {
    return new SimulatedPool(this.#loop, kind, size ?? this.#settings.size ?? defaultSize, this.#settings.duration);
  }
}

/** As many workers as a small machine has; the same on every machine. */
const defaultSize = 8;
